/**
 * Plays Paymoon: invoices, a pay page, and callbacks that can be late, doubled, reordered, forged or missing. It shares no
 * code with the adapter, so that a mistake in one is not hidden by the same mistake in the other.
 *
 * <ul>
 *   <li>{@code invoice} is Paymoon's API and its book of invoices and refunds
 *   <li>{@code callback} signs and delivers, with retries for 24 hours
 *   <li>{@code fault} makes the API fail on purpose; {@code control} is the remote control for tests
 *   <li>{@code page} is what a payer and a curious developer see
 * </ul>
 */
@NullMarked
package info.sopranoexch.sandbox;

import org.jspecify.annotations.NullMarked;
