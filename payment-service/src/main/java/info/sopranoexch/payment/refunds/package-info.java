/** Refunds: their rows, the lists of the API and the mapping to Avro. */
@NullMarked
package info.sopranoexch.payment.refunds;

import org.jspecify.annotations.NullMarked;
