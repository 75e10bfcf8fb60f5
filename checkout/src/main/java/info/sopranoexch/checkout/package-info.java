/**
 * The payer's page at {@code /pay/{payment_id}}. It shows the merchant, the amount, the link to the provider and the state
 * of the payment, and updates without a reload. If payment-service does not respond in time, the page shows that the
 * payment is being prepared, and updates later.
 */
@NullMarked
package info.sopranoexch.checkout;

import org.jspecify.annotations.NullMarked;
