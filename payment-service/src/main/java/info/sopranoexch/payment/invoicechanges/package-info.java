/**
 * The provider's list of changed invoices: finds payments whose callback was lost, without a query for each payment. The
 * provider-adapter is stateless, so the cursor is in this service's database.
 */
@NullMarked
package info.sopranoexch.payment.invoicechanges;

import org.jspecify.annotations.NullMarked;
