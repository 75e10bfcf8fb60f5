@NullMarked
package info.sopranoexch.payment.reading;

import org.jspecify.annotations.NullMarked;
