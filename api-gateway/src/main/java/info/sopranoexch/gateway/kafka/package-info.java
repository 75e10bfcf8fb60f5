/** Kafka clients of the gateway. */
@NullMarked
package info.sopranoexch.gateway.kafka;

import org.jspecify.annotations.NullMarked;
