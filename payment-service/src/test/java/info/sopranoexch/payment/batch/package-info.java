@NullMarked
package info.sopranoexch.payment.batch;

import org.jspecify.annotations.NullMarked;
