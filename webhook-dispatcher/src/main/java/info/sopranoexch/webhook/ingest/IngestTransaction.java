package info.sopranoexch.webhook.ingest;

import info.sopranoexch.webhook.delivery.Delivery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One transaction at one time of the clock. */
@Component
class IngestTransaction {
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    IngestTransaction(TransactionTemplate transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    List<Delivery> run(Function<Instant, List<Delivery>> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.apply(clock.instant())));
    }
}
