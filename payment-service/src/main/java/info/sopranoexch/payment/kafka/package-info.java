/** Records to bytes and back, and the sending of records. */
@NullMarked
package info.sopranoexch.payment.kafka;

import org.jspecify.annotations.NullMarked;
