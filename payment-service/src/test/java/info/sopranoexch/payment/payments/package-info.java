@NullMarked
package info.sopranoexch.payment.payments;

import org.jspecify.annotations.NullMarked;
