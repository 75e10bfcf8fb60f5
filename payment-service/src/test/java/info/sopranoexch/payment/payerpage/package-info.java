@NullMarked
package info.sopranoexch.payment.payerpage;

import org.jspecify.annotations.NullMarked;
