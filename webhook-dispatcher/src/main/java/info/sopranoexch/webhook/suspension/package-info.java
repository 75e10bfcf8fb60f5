/** Telling in {@code webhook.events.v1} which deliveries wait for an endpoint that is paused or switched off. */
@NullMarked
package info.sopranoexch.webhook.suspension;

import org.jspecify.annotations.NullMarked;
