/**
 * The transactional outbox: a row is written in the transaction that causes its record, and published after the commit.
 * Only the holder of a shard's lock publishes, in the order of the ids, so a crash or a paused process neither loses nor
 * reorders records.
 */
@NullMarked
package info.sopranoexch.starter.outbox;

import org.jspecify.annotations.NullMarked;
