/**
 * PostgreSQL, Kafka and schema registry as child processes, for the local stack and for integration tests. Children end
 * with their parent JVM, even if it is killed: each has a watcher that reads a pipe until its end.
 */
@NullMarked
package info.sopranoexch.localstack.infrastructure;

import org.jspecify.annotations.NullMarked;
