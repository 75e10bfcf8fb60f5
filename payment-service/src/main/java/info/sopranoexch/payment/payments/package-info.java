/** Payments: their rows, the lists and reads of the API, and the mapping to Avro. */
@NullMarked
package info.sopranoexch.payment.payments;

import org.jspecify.annotations.NullMarked;
