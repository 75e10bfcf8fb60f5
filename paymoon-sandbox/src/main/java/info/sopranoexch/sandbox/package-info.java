/**
 * Simulates Paymoon for tests and the local stack: invoices, a pay page, and callbacks that can be late, repeated, reordered,
 * forged or missing. It shares no code with the adapter, so that an error in one is not hidden by the same error in the
 * other.
 *
 * <ul>
 *   <li>{@code invoice}: Paymoon's API for invoices and refunds
 *   <li>{@code callback}: signs and delivers callbacks, with retries for 24 hours
 *   <li>{@code fault}: makes calls fail deliberately
 *   <li>{@code control}: control API for tests
 *   <li>{@code page}: pages for payers and developers
 *   <li>{@code access}: bearer token and size of bodies
 * </ul>
 */
@NullMarked
package info.sopranoexch.sandbox;

import org.jspecify.annotations.NullMarked;
