/** From {@code payment.events.v1} to deliveries: one transaction a poll, each (event, endpoint) once. */
@NullMarked
package info.sopranoexch.webhook.ingest;

import org.jspecify.annotations.NullMarked;
