/** Payments in the merchant API: create, read, cancel, refund, lists. */
@NullMarked
package info.sopranoexch.gateway.payments;

import org.jspecify.annotations.NullMarked;
