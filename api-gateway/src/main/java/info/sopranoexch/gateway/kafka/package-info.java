/** Kafka clients with our settings, and a thread that follows topics for as long as the service lives. */
@NullMarked
package info.sopranoexch.gateway.kafka;

import org.jspecify.annotations.NullMarked;
