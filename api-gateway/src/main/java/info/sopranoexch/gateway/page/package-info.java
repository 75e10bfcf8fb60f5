/**
 * The payer's page at {@code /pay/<payment_id>}: there at once, whatever the provider does, live without reload, and usable
 * without JavaScript. Knowing the payment id is the right to see it.
 */
@NullMarked
package info.sopranoexch.gateway.page;

import org.jspecify.annotations.NullMarked;
