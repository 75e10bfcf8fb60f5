/** The timeline of a payment: status changes, provider reports and webhook attempts in order. */
@NullMarked
package info.sopranoexch.payment.timeline;

import org.jspecify.annotations.NullMarked;
