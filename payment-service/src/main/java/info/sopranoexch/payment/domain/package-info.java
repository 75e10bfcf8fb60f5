/**
 * The payment as a value and the rules by which it changes; knows nothing of Spring, Kafka, Avro or SQL. Amounts are in
 * minor units of the payment's currency. Each rule takes a payment and answers with the payment after and the
 * {@link info.sopranoexch.payment.domain.Effect effects} that must be kept in the same transaction. Source: CONTRACT,
 * sections 1 and 3.
 */
@NullMarked
package info.sopranoexch.payment.domain;

import org.jspecify.annotations.NullMarked;
