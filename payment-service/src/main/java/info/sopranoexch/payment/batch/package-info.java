/**
 * Applies the records of {@code payment.commands.v1} and {@code provider.events.v1} in batches: one transaction for the
 * records of a poll, then the publishing of the outbox in the same thread.
 */
@NullMarked
package info.sopranoexch.payment.batch;

import org.jspecify.annotations.NullMarked;
