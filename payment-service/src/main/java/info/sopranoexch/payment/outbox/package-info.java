/**
 * Records that must reach Kafka because a transaction was committed: written in that transaction with their bytes frozen,
 * published in order by shard, each shard under its lock. Whoever holds a shard's lock may publish its rows, so neither a
 * crash nor a paused process can lose, or invert, what is published.
 */
@NullMarked
package info.sopranoexch.payment.outbox;

import org.jspecify.annotations.NullMarked;
