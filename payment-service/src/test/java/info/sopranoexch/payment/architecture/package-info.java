@NullMarked
package info.sopranoexch.payment.architecture;

import org.jspecify.annotations.NullMarked;
