/** Bytes to records and back, the sending of records, and the setting aside of those that nobody can read or apply. */
@NullMarked
package info.sopranoexch.payment.kafka;

import org.jspecify.annotations.NullMarked;
