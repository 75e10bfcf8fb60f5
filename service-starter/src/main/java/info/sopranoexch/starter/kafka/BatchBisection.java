package info.sopranoexch.starter.kafka;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Applies a batch in one transaction. If the transaction fails because of a record, bisecting finds that record, and all
 * others are applied in their order.
 *
 * @param transaction applies a part of a batch completely or not at all
 * @param rejected called with a record that cannot be applied alone, and its failure
 * @param outage failures that no record causes; they end the processing, and the whole batch is read again
 */
public record BatchBisection<T>(
        Consumer<List<T>> transaction, BiConsumer<T, RuntimeException> rejected, Predicate<RuntimeException> outage) {

    public BatchBisection(Consumer<List<T>> transaction, BiConsumer<T, RuntimeException> rejected) {
        this(transaction, rejected, FailureClassifier::isOutage);
    }

    /** @throws RuntimeException an outage */
    public void apply(List<T> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            transaction.accept(batch);
        } catch (RuntimeException failure) {
            bisect(batch, failure);
        }
    }

    /**
     * Applies a batch that has failed as a whole.
     *
     * @throws RuntimeException an outage
     */
    public void bisect(List<T> batch, RuntimeException failure) {
        if (outage.test(failure)) {
            throw failure;
        }
        if (batch.size() == 1) {
            rejected.accept(batch.getFirst(), failure);
            return;
        }
        int half = batch.size() / 2;
        apply(batch.subList(0, half));
        apply(batch.subList(half, batch.size()));
    }
}
