/**
 * What is asked of the provider: payments that came to be or were cancelled ({@code payment.events.v1}) and what the
 * payment service wants asked again ({@code provider.commands.v1}). Each becomes one piece of work; the pieces of one
 * payment run in order, those of different payments side by side, and each ends with one record in
 * {@code provider.events.v1}.
 *
 * <p>Offsets go when the work is taken in hand, not when it is done: a hung call must not hold up the other payments of
 * its partition. What a crash loses is asked again by the payment service, which holds the obligation and the schedule.
 */
@NullMarked
package info.sopranoexch.provider.invoice;

import org.jspecify.annotations.NullMarked;
