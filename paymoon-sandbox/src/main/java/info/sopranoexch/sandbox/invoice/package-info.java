/**
 * Paymoon's API: invoices, their versions, refunds and expiry. Amounts keep the decimals of the request. Source:
 * docs/contract.md, section 3.
 */
@NullMarked
package info.sopranoexch.sandbox.invoice;

import org.jspecify.annotations.NullMarked;
