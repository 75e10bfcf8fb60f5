@NullMarked
package info.sopranoexch.payment.providerchecks;

import org.jspecify.annotations.NullMarked;
