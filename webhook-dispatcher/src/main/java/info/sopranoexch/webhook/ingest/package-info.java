/** Creates deliveries from {@code payment.events.v1}: one transaction for each poll, each event once for each endpoint. */
@NullMarked
package info.sopranoexch.webhook.ingest;

import org.jspecify.annotations.NullMarked;
