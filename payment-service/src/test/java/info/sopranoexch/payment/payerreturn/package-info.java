@NullMarked
package info.sopranoexch.payment.payerreturn;

import org.jspecify.annotations.NullMarked;
