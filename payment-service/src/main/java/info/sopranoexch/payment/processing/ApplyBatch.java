package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.outbox.Publishing;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Applies a batch in one transaction: locks its shards, loads what it needs, applies record after record in memory, and
 * writes what has changed and what is to be published.
 */
@Component
class ApplyBatch {
    private final Transactions transactions;
    private final LoadBatch load;
    private final ApplyOne one;
    private final WriteBatch write;
    private final InstantSource clock;
    private final ApplyMetrics metrics;

    ApplyBatch(
            Transactions transactions,
            LoadBatch load,
            ApplyOne one,
            WriteBatch write,
            InstantSource clock,
            ApplyMetrics metrics) {
        this.transactions = transactions;
        this.load = load;
        this.one = one;
        this.write = write;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Applies, and leaves publishing to others. @return the answers, to be sent now that the transaction is committed */
    List<ReplySender.Addressed> apply(List<Incoming> batch) {
        LoadBatch.Loading loading = load.of(batch);
        Workbench applied = transactions.run(loading.statements(), last -> work(batch, loading, last));
        metrics.applied(batch, applied);
        return List.copyOf(applied.replies);
    }

    /**
     * Applies, and publishes in a transaction of its own, which begins in the message that commits.
     *
     * @param answer is given the answers, to be sent now that the first transaction is committed
     */
    void applyAndPublish(List<Incoming> batch, Publishing publishing, Consumer<List<ReplySender.Addressed>> answer) {
        LoadBatch.Loading loading = load.of(batch);
        transactions.runBoth(
                loading.statements(), last -> work(batch, loading, last), publishing.statements(), applied -> {
                    metrics.applied(batch, applied);
                    answer.accept(applied.replies);
                    publishing.send();
                    return applied;
                });
        publishing.committed();
    }

    private Workbench work(List<Incoming> batch, LoadBatch.Loading loading, StatementBatch last) {
        Workbench bench = loading.bench().get();
        Instant now = clock.instant();
        batch.forEach(in -> one.apply(bench, in, now));
        write.write(bench, now, last);
        return bench;
    }
}
