/** Data of the payer's page, and the provider checks of payers who return from the provider. */
@NullMarked
package info.sopranoexch.payment.payerpage;

import org.jspecify.annotations.NullMarked;
