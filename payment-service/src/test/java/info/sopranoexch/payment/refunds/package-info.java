@NullMarked
package info.sopranoexch.payment.refunds;

import org.jspecify.annotations.NullMarked;
