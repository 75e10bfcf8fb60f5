/** Payments on hold: the operators' list, their decisions, and metrics. */
@NullMarked
package info.sopranoexch.payment.reviews;

import org.jspecify.annotations.NullMarked;
