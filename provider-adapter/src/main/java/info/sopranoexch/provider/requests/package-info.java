/**
 * Requests to the provider: create an invoice, query it, refund it, cancel it. Requests follow from new and cancelled
 * payments ({@code payment.events.v1}) and from commands of the payment service ({@code provider.commands.v1}). Each
 * request ends with one record in {@code provider.events.v1}.
 *
 * <p>Requests of one payment run in order, requests of different payments run in parallel. Offsets are committed when a
 * request is queued, not when it is done, so that a slow request does not block its partition. The payment service repeats
 * requests that a crash lost.
 */
@NullMarked
package info.sopranoexch.provider.requests;

import org.jspecify.annotations.NullMarked;
