/** Fixtures: a dispatcher on real PostgreSQL, Kafka and registry, and the events of payment-service. */
@NullMarked
package info.sopranoexch.webhook.support;

import org.jspecify.annotations.NullMarked;
