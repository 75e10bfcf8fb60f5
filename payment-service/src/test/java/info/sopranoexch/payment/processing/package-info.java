@NullMarked
package info.sopranoexch.payment.processing;

import org.jspecify.annotations.NullMarked;
