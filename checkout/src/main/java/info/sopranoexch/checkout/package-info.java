/**
 * The payer's page, {@code /pay/{payment_id}}: what is paid to whom, where to pay, and how it went, without anybody
 * having to reload. It is served at once whatever happens behind it: what payment-service does not say in time is shown
 * as still being prepared, and the page turns into the real one by itself.
 */
@NullMarked
package info.sopranoexch.checkout;

import org.jspecify.annotations.NullMarked;
