package info.sopranoexch.payment.outbox;

import info.sopranoexch.starter.database.StatementBatch;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** What is published of some shards in a transaction that somebody runs: the trip first, then {@link #send}. For one use. */
public final class Publishing {
    private final StatementBatch statements;
    private final StatementBatch.Rows<OutboxStore.Row> taken;
    private final Consumer<List<OutboxStore.Row>> sender;
    private final LongConsumer gone;

    /**
     * @param statements takes the rows out of the outbox
     * @param gone told, after the commit, up to which id there are none left
     */
    Publishing(
            StatementBatch statements,
            StatementBatch.Rows<OutboxStore.Row> taken,
            Consumer<List<OutboxStore.Row>> sender,
            LongConsumer gone) {
        this.statements = statements;
        this.taken = taken;
        this.sender = sender;
        this.gone = gone;
    }

    public StatementBatch statements() {
        return statements;
    }

    /**
     * Sends what the trip brought, in order, and waits for the acknowledgements.
     *
     * @throws RuntimeException when Kafka does not answer; nothing is lost when the transaction is rolled back then
     */
    public void send() {
        sender.accept(taken.get().stream()
                .sorted(Comparator.comparingLong(OutboxStore.Row::id))
                .toList());
    }

    /** The transaction is committed. */
    public void committed() {
        taken.get().stream().mapToLong(OutboxStore.Row::id).max().ifPresent(gone);
    }
}
