@NullMarked
package info.sopranoexch.payment.outbox;

import org.jspecify.annotations.NullMarked;
