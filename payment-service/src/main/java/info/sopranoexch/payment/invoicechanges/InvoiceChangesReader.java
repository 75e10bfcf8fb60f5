package info.sopranoexch.payment.invoicechanges;

import info.sopranoexch.payment.invoicechanges.InvoiceChangesClient.Change;
import info.sopranoexch.payment.invoicechanges.InvoiceChangesClient.Page;
import info.sopranoexch.payment.invoicechanges.InvoiceCursorStore.Position;
import info.sopranoexch.payment.providerchecks.ListedChangePublisher;
import info.sopranoexch.payment.providerchecks.OwnedShards;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the provider's list of changed invoices in one instance. An invoice whose callback does not arrive in time is queried.
 * The cursor is stored after that: a crash repeats changes and skips none, and a repeated change has no effect.
 */
@Component
class InvoiceChangesReader {
    private static final Logger log = LoggerFactory.getLogger(InvoiceChangesReader.class);
    /** The owner of this shard reads the list. */
    private static final int SHARD = 0;

    private final OwnedShards shards;
    private final InvoiceChangesClient client;
    private final InvoiceCursorStore store;
    private final ListedChangePublisher publisher;
    private final InvoiceChangeProperties properties;
    private final InstantSource clock;

    private @Nullable PendingChanges pending;
    private Instant nextRead = Instant.EPOCH;

    InvoiceChangesReader(
            OwnedShards shards,
            InvoiceChangesClient client,
            InvoiceCursorStore store,
            ListedChangePublisher publisher,
            InvoiceChangeProperties properties,
            InstantSource clock) {
        this.shards = shards;
        this.client = client;
        this.store = store;
        this.publisher = publisher;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Changes that wait for their callbacks.
     *
     * @param answersBefore number of answered queries before the first query, by payment
     * @param round payments that were queried since {@code compareAt}
     */
    private record PendingChanges(
            Position before,
            Position after,
            Map<String, Long> versions,
            Map<String, Long> answersBefore,
            Set<String> round,
            Instant compareAt) {
        PendingChanges nextRoundAt(Instant time) {
            return new PendingChanges(before, after, versions, answersBefore, new HashSet<>(), time);
        }
    }

    /** @throws RuntimeException if the database, Kafka or the provider is unavailable; nothing is skipped */
    synchronized void runOnce() {
        Instant now = clock.instant();
        if (!shards.owns(SHARD)) {
            pending = null;
        } else if (pending != null) {
            if (!now.isBefore(pending.compareAt())) {
                pending = compare(pending, now);
            }
        } else if (!now.isBefore(nextRead)) {
            pending = read(now);
        }
    }

    private @Nullable PendingChanges read(Instant now) {
        // Set before the attempt, so that a pause also follows a failure.
        nextRead = now.plus(properties.retry());
        Position before = store.find();
        Map<String, Long> versions = new LinkedHashMap<>();
        String cursor = before.cursor();
        boolean end = false;
        for (int number = 0; number < properties.maxPages() && !end; number++) {
            Page page = client.list(cursor, properties.limit()).orElse(null);
            if (page == null) {
                nextRead = now.plus(properties.discovery());
                return null;
            }
            page.changes().forEach((Change change) -> versions.merge(change.paymentId(), change.version(), Math::max));
            end = page.changes().size() < properties.limit();
            cursor = page.nextCursor();
        }
        nextRead = now;
        Position after = new Position(cursor, end ? now : before.currentAt());
        if (versions.isEmpty()) {
            store.move(before, after);
            return null;
        }
        return new PendingChanges(
                before, after, versions, new HashMap<>(), new HashSet<>(), now.plus(properties.callbackTime()));
    }

    /** @return the changes whose reports have not arrived; null if nothing is pending any more */
    private @Nullable PendingChanges compare(PendingChanges changes, Instant now) {
        Set<String> waiting = changes.versions().keySet();
        waiting.retainAll(store.findBehind(changes.versions()));
        giveUp(changes);
        if (waiting.isEmpty()) {
            store.move(changes.before(), changes.after());
            return null;
        }
        var due = new LinkedHashMap<>(changes.versions());
        due.keySet().removeAll(changes.round());
        Set<String> published = publisher.publish(due);
        changes.round().addAll(published);
        return published.size() < due.size() ? changes : changes.nextRoundAt(now.plus(properties.retry()));
    }

    /**
     * Removes the changes whose invoices were queried often enough: each answer was older than the listed version. While the
     * provider does not answer, the changes stay, and the cursor does not move.
     */
    private void giveUp(PendingChanges changes) {
        Set<String> waiting = new HashSet<>(changes.versions().keySet());
        waiting.removeAll(changes.round());
        store.countAnswers(waiting).forEach((id, answers) -> {
            Long before = changes.answersBefore().putIfAbsent(id, answers);
            if (before != null && answers - before >= properties.maxQueries()) {
                log.warn("a listed change was queried without effect payment_id={}", id);
                changes.versions().remove(id);
            }
        });
    }
}
