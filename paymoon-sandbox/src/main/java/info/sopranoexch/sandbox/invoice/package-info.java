/**
 * Paymoon's API and its book: invoices, their versions, refunds, expiry. Amounts are decimals with the scale that they were
 * given in; half of one goes down to its currency's smallest unit. Source: CONTRACT, section 3.
 */
@NullMarked
package info.sopranoexch.sandbox.invoice;

import org.jspecify.annotations.NullMarked;
