/** Payers who come back from the provider: the provider is queried at once, so that they need not wait for its callback. */
@NullMarked
package info.sopranoexch.payment.payerreturn;

import org.jspecify.annotations.NullMarked;
