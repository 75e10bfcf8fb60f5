/** Payments and refunds in PostgreSQL: the only SQL on their tables. */
@NullMarked
package info.sopranoexch.payment.payments;

import org.jspecify.annotations.NullMarked;
