/**
 * Real PostgreSQL, Kafka and schema registry as child processes, for the local stack and for the integration tests of
 * every module. Children die with the JVM that started them, even when that is killed: each has a watcher that reads a
 * pipe until its end.
 */
@NullMarked
package info.sopranoexch.localstack.infrastructure;

import org.jspecify.annotations.NullMarked;
