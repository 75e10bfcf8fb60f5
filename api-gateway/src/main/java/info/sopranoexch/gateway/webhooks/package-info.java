/** Deliveries of merchant webhooks, relayed to the dispatcher, which owns them. */
@NullMarked
package info.sopranoexch.gateway.webhooks;

import org.jspecify.annotations.NullMarked;
