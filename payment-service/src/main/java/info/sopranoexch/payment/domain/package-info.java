/**
 * The payment and the rules that change it, without Spring, Kafka, Avro and SQL. Amounts are in minor units of the payment's
 * currency. A rule returns the changed payment and the {@link info.sopranoexch.payment.domain.DomainEvent events} that must
 * be stored in the same transaction. Source: docs/contract.md, sections 1 and 3.
 */
@NullMarked
package info.sopranoexch.payment.domain;

import org.jspecify.annotations.NullMarked;
