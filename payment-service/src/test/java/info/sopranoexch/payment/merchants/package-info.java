@NullMarked
package info.sopranoexch.payment.merchants;

import org.jspecify.annotations.NullMarked;
