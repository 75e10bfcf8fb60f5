@NullMarked
package info.sopranoexch.payment.sweeping;

import org.jspecify.annotations.NullMarked;
