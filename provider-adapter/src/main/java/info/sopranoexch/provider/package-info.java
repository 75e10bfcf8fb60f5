/**
 * Connects the payment service with the payment provider Paymoon. Stateless: the payment service repeats requests without a
 * result.
 *
 * <ul>
 *   <li>{@code requests}: Kafka to Paymoon; creates, queries, refunds and cancels invoices
 *   <li>{@code callbacks}: Paymoon to Kafka; verifies and stores callbacks
 *   <li>{@code paymoon}: HTTP client, wire format, signatures and amounts of Paymoon
 *   <li>{@code events}: results and their publication to {@code provider.events.v1}
 * </ul>
 */
@NullMarked
package info.sopranoexch.provider;

import org.jspecify.annotations.NullMarked;
