/**
 * Merchants: who is paid, on which terms, and where webhooks go with which secrets. The gateways and the webhook-dispatcher
 * learn of them by the compacted directory topic, secrets as ciphertext only.
 */
@NullMarked
package info.sopranoexch.payment.merchants;

import org.jspecify.annotations.NullMarked;
