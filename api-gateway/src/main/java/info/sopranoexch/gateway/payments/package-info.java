/** Payments for merchants: create, look, list, cancel, refund. Whatever changes one goes through Kafka, reads through HTTP. */
@NullMarked
package info.sopranoexch.gateway.payments;

import org.jspecify.annotations.NullMarked;
