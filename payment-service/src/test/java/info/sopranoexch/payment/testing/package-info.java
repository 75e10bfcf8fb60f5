@NullMarked
package info.sopranoexch.payment.testing;

import org.jspecify.annotations.NullMarked;
