/** Deliveries of merchant webhooks. The calls are relayed to webhook-dispatcher, which owns them. */
@NullMarked
package info.sopranoexch.gateway.webhooks;

import org.jspecify.annotations.NullMarked;
