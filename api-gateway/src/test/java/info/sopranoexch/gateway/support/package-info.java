/** A gateway with real Kafka and registry, and simulated internal services. */
@NullMarked
package info.sopranoexch.gateway.support;

import org.jspecify.annotations.NullMarked;
