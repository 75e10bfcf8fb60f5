package info.sopranoexch.payment.batch;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.starter.outbox.OutboxPublisher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Applies a batch in one transaction: locks its shards, loads what the batch needs, applies each record in memory, and
 * writes the changes together with their outbox rows.
 */
@Component
class BatchTransaction {
    private final Transactions transactions;
    private final BatchStore store;
    private final CommandHandler commands;
    private final ProviderReportHandler reports;
    private final InstantSource clock;
    private final CommittedBatchListener listener;

    BatchTransaction(
            Transactions transactions,
            BatchStore store,
            CommandHandler commands,
            ProviderReportHandler reports,
            InstantSource clock,
            CommittedBatchListener listener) {
        this.transactions = transactions;
        this.store = store;
        this.commands = commands;
        this.reports = reports;
        this.clock = clock;
        this.listener = listener;
    }

    /** Applies the batch without publishing. @return replies to send after the commit */
    List<ReplySender.AddressedReply> apply(List<IncomingRecord> batch) {
        BatchStore.Loading loading = store.load(batch);
        BatchContext applied = transactions.run(loading.statements(), last -> apply(batch, loading, last));
        listener.committed(batch, applied);
        return List.copyOf(applied.replies);
    }

    /**
     * Applies the batch, then publishes the outbox in a second transaction. One network round trip commits the first and
     * begins the second transaction.
     *
     * @param sendReplies called after the first commit
     */
    void applyAndPublish(
            List<IncomingRecord> batch,
            OutboxPublisher.Publication publication,
            Consumer<List<ReplySender.AddressedReply>> sendReplies) {
        BatchStore.Loading loading = store.load(batch);
        transactions.runBoth(
                loading.statements(), last -> apply(batch, loading, last), publication.statements(), applied -> {
                    listener.committed(batch, applied);
                    sendReplies.accept(applied.replies);
                    publication.send();
                    return applied;
                });
        publication.committed();
    }

    private BatchContext apply(List<IncomingRecord> batch, BatchStore.Loading loading, StatementBatch last) {
        BatchContext context = loading.context().get();
        Instant now = clock.instant();
        for (IncomingRecord record : batch) {
            switch (record) {
                case IncomingRecord.Command command -> commands.apply(context, command, now);
                case IncomingRecord.Report report -> reports.apply(context, report, now);
            }
        }
        store.write(context, now, last);
        return context;
    }
}
