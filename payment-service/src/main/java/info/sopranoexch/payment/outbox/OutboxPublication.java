package info.sopranoexch.payment.outbox;

import info.sopranoexch.starter.database.StatementBatch;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The publishing of some shards in a transaction of the caller: execute {@link #statements}, then call {@link #send}, commit,
 * and call {@link #committed}. An instance can be used once.
 */
public final class OutboxPublication {
    private final StatementBatch statements;
    private final StatementBatch.Rows<OutboxStore.Row> taken;
    private final Consumer<List<OutboxStore.Row>> sender;
    private final LongConsumer publishedUpTo;

    /** @param publishedUpTo called after the commit with the greatest published id */
    OutboxPublication(
            StatementBatch statements,
            StatementBatch.Rows<OutboxStore.Row> taken,
            Consumer<List<OutboxStore.Row>> sender,
            LongConsumer publishedUpTo) {
        this.statements = statements;
        this.taken = taken;
        this.sender = sender;
        this.publishedUpTo = publishedUpTo;
    }

    /** Locks the shards and deletes their rows. */
    public StatementBatch statements() {
        return statements;
    }

    /**
     * Sends the deleted rows in order and waits for their acknowledgement.
     *
     * @throws RuntimeException if Kafka is unavailable; the rollback restores the rows
     */
    public void send() {
        sender.accept(taken.get().stream()
                .sorted(Comparator.comparingLong(OutboxStore.Row::id))
                .toList());
    }

    public void committed() {
        taken.get().stream().mapToLong(OutboxStore.Row::id).max().ifPresent(publishedUpTo);
    }
}
