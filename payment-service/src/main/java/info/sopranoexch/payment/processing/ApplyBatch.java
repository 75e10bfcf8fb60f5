package info.sopranoexch.payment.processing;

import info.sopranoexch.database.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

    /** @return the answers, to be sent now that the transaction is committed */
    List<ReplySender.Addressed> apply(List<Incoming> batch) {
        LoadBatch.Loading loading = load.of(batch);
        Workbench applied = transactions.run(loading.trip(), () -> {
            Workbench bench = loading.bench().get();
            Instant now = clock.instant();
            batch.forEach(in -> one.apply(bench, in, now));
            write.write(bench, now);
            return bench;
        });
        metrics.applied(batch, applied);
        return List.copyOf(applied.replies);
    }
}
