/** The provider's list of changed invoices, for the payment service. The payment service keeps the cursor. */
@NullMarked
package info.sopranoexch.provider.changes;

import org.jspecify.annotations.NullMarked;
