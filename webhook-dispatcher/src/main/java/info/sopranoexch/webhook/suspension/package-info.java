/** Publishes in {@code webhook.events.v1} which deliveries are held because their endpoint is suspended. */
@NullMarked
package info.sopranoexch.webhook.suspension;

import org.jspecify.annotations.NullMarked;
