/** The delivery: one event for one endpoint, with its ids and its type. */
@NullMarked
package info.sopranoexch.webhook.deliveries;

import org.jspecify.annotations.NullMarked;
