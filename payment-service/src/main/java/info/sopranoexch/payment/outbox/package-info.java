/**
 * The transactional outbox: a row is written in the transaction that causes its record, and published in the order of
 * its shard. Only the holder of the shard's lock publishes, so a crash or a paused process neither loses nor reorders
 * records.
 */
@NullMarked
package info.sopranoexch.payment.outbox;

import org.jspecify.annotations.NullMarked;
