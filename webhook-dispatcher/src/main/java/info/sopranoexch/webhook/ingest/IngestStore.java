package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.delivery.DeliveryRows;
import info.sopranoexch.webhook.housekeeping.PartitionKeys;
import info.sopranoexch.webhook.housekeeping.Partitions;
import info.sopranoexch.webhook.parking.ParkedDelivery;
import info.sopranoexch.webhook.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Inserts deliveries, a poll's worth at a time, within the caller's transaction. */
@Repository
class IngestStore {
    /** What was seen of a payment at an endpoint, and how much of it waits to be delivered there. */
    record Head(NewDelivery.Key key, long seen, int pending) {}

    private record Inserted(
            @Nullable Delivery head, @Nullable ParkedDelivery parked) {}

    /** What an insert comes to, once its trip is made. */
    static final class Inserting {
        private final StatementBatch.@Nullable Rows<Inserted> rows;

        private Inserting(StatementBatch.@Nullable Rows<Inserted> rows) {
            this.rows = rows;
        }

        /** Those that may run at once: the others wait behind one of the same payment. */
        List<Delivery> heads() {
            return of(Inserted::head);
        }

        /** Those of parked lanes. */
        List<ParkedDelivery> parked() {
            return of(Inserted::parked);
        }

        private <T> List<T> of(Function<Inserted, @Nullable T> part) {
            return rows == null
                    ? List.of()
                    : rows.get().stream().map(part).filter(Objects::nonNull).toList();
        }
    }

    private final Partitions partitions;

    IngestStore(Partitions partitions) {
        this.partitions = partitions;
    }

    /** Outside the transaction: a new month's partition must not wait for it, nor it for the partition. */
    void ensureMonths(List<IncomingEvent> events) {
        events.stream().map(IncomingEvent::paymentMonth).distinct().forEach(partitions::ensureMonth);
    }

    /** Does work, in a transaction of its own, that ingests the events; creates a month's partition that is missing. */
    <T> T creatingMissingMonths(Supplier<List<IncomingEvent>> events, Supplier<T> work) {
        return partitions.creatingMissing(
                () -> PartitionKeys.months(events.get().stream()
                        .map(IncomingEvent::paymentMonth)
                        .distinct()
                        .toList()),
                work);
    }

    /** Locks what there is of the payments at the endpoints; ordered, as the recording of results locks them too. */
    StatementBatch.Rows<Head> lockHeads(StatementBatch statements, List<NewDelivery> candidates) {
        return statements.query(
                (row, _) ->
                        new Head(new NewDelivery.Key(row.getLong(1), row.getString(2)), row.getLong(3), row.getInt(4)),
                """
                        SELECT h.endpoint_id, h.payment_id, h.seen, h.pending FROM payment_head h
                        JOIN (SELECT DISTINCT * FROM unnest(CAST(? AS date[]), CAST(? AS text[]), ?)
                                AS u(payment_month, payment_id, endpoint_id)) d
                            USING (payment_month, payment_id, endpoint_id)
                        ORDER BY h.payment_id COLLATE "C", h.endpoint_id FOR UPDATE OF h
                        """,
                Sql.texts(candidates, c -> c.event().paymentMonth()),
                Sql.texts(candidates, c -> c.event().paymentId()),
                Sql.longs(candidates, NewDelivery::endpointId));
    }

    /** Whether a lane of these is parked: then somebody is to be told of what it accepts. */
    StatementBatch.Rows<Boolean> parked(StatementBatch statements, List<NewDelivery> candidates, Instant now) {
        return statements.query(
                (row, _) -> row.getBoolean(1),
                String.format(
                        Locale.ROOT,
                        "SELECT coalesce(bool_or(%s IS NOT NULL), false) FROM lane l WHERE endpoint_id = ANY (?)",
                        ParkedDelivery.reason("CAST(? AS timestamptz)")),
                Sql.time(now),
                Sql.longs(candidates, NewDelivery::endpointId));
    }

    /**
     * Inserts what was not seen before. The trip fails with {@code serialization_failure} when another consumer ingests the
     * same events at this moment.
     *
     * @param locked what {@link #lockHeads} found for the candidates
     */
    Inserting insert(StatementBatch statements, List<NewDelivery> candidates, Collection<Head> locked, Instant now) {
        Map<NewDelivery.Key, Head> heads = locked.stream().collect(Collectors.toMap(Head::key, Function.identity()));
        Map<NewDelivery.Key, List<NewDelivery>> fresh = unseen(candidates, heads);
        if (fresh.isEmpty()) {
            return new Inserting(null);
        }
        upsertHeads(statements, List.copyOf(fresh.values()));
        countAccepted(statements, fresh);
        return new Inserting(insertDeliveries(statements, fresh, heads, now));
    }

    /** Drops what is not newer than what was seen of the payment at the endpoint, within this poll or before. */
    private static Map<NewDelivery.Key, List<NewDelivery>> unseen(
            List<NewDelivery> candidates, Map<NewDelivery.Key, Head> heads) {
        Map<NewDelivery.Key, List<NewDelivery>> fresh = new LinkedHashMap<>();
        for (NewDelivery candidate : candidates) {
            Head head = heads.get(candidate.key());
            List<NewDelivery> queue = fresh.getOrDefault(candidate.key(), List.of());
            long seen = queue.isEmpty()
                    ? (head == null ? -1 : head.seen())
                    : queue.getLast().event().version();
            if (candidate.event().version() > seen) {
                fresh.computeIfAbsent(candidate.key(), key -> new ArrayList<>()).add(candidate);
            }
        }
        return fresh;
    }

    private static void upsertHeads(StatementBatch statements, List<List<NewDelivery>> queues) {
        statements.query(
                (_, _) -> true,
                """
                        WITH written AS (
                            INSERT INTO payment_head AS h (payment_month, endpoint_id, payment_id, seen, pending)
                            SELECT payment_month, endpoint_id, payment_id, seen, pending
                            FROM unnest(CAST(? AS date[]), ?, CAST(? AS text[]), ?, ?)
                                AS u(payment_month, endpoint_id, payment_id, seen, pending)
                            ORDER BY payment_id COLLATE "C", endpoint_id
                            ON CONFLICT (payment_id, endpoint_id, payment_month) DO UPDATE
                                SET seen = excluded.seen, pending = h.pending + excluded.pending
                                WHERE h.seen < excluded.seen
                            RETURNING 1)
                        SELECT all_written(count(*), ?, 'are ingested elsewhere') FROM written
                        """,
                Sql.texts(queues, q -> q.getFirst().event().paymentMonth()),
                Sql.longs(queues, q -> q.getFirst().endpointId()),
                Sql.texts(queues, q -> q.getFirst().event().paymentId()),
                Sql.longs(queues, q -> q.getLast().event().version()),
                Sql.ints(queues, List::size),
                (long) queues.size());
    }

    private static void countAccepted(StatementBatch statements, Map<NewDelivery.Key, List<NewDelivery>> fresh) {
        Map<Long, Integer> counts = new TreeMap<>();
        fresh.forEach((key, queue) -> counts.merge(key.endpointId(), queue.size(), Integer::sum));
        List<Map.Entry<Long, Integer>> rows = List.copyOf(counts.entrySet());
        statements.update("""
                        INSERT INTO lane_intake AS i (endpoint_id, accepted) SELECT * FROM unnest(?, ?)
                        ON CONFLICT (endpoint_id) DO UPDATE SET accepted = i.accepted + excluded.accepted
                        """, Sql.longs(rows, Map.Entry::getKey), Sql.ints(rows, Map.Entry::getValue));
    }

    private static StatementBatch.Rows<Inserted> insertDeliveries(
            StatementBatch statements,
            Map<NewDelivery.Key, List<NewDelivery>> fresh,
            Map<NewDelivery.Key, Head> heads,
            Instant now) {
        List<NewDelivery> rows = fresh.values().stream().flatMap(List::stream).toList();
        Set<NewDelivery> first = new HashSet<>();
        fresh.forEach((key, queue) -> {
            Head head = heads.get(key);
            if (head == null || head.pending() == 0) {
                first.add(queue.getFirst());
            }
        });
        return statements.query(
                IngestStore::inserted,
                String.format(Locale.ROOT, """
                        WITH inserted AS (
                            INSERT INTO delivery (endpoint_id, payment_id, payment_month, version, status, refund_type,
                                event_id, body, accepted_at, due_at, head, traceparent, expedited)
                            SELECT endpoint_id, payment_id, payment_month, version, status, refund_type, event_id, body,
                                moment, moment, head, traceparent, version = 0
                            FROM CAST(? AS timestamptz) AS moment, unnest(?, CAST(? AS text[]), CAST(? AS date[]), ?,
                                CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]), ?, CAST(? AS boolean[]),
                                CAST(? AS text[]))
                                WITH ORDINALITY AS u(endpoint_id, payment_id, payment_month, version, status, refund_type,
                                    event_id, body, head, traceparent, place)
                            ORDER BY place
                            RETURNING head, %s)
                        SELECT * FROM (
                            SELECT i.*, l.account_id, l.merchant_id, l.paused_until, %s AS parked
                            FROM inserted i LEFT JOIN lane l USING (endpoint_id)) AS i
                        WHERE head OR parked IS NOT NULL
                        """, DeliveryRows.COLUMNS, ParkedDelivery.reason("i.accepted_at")),
                Sql.time(now),
                Sql.longs(rows, NewDelivery::endpointId),
                Sql.texts(rows, row -> row.event().paymentId()),
                Sql.texts(rows, row -> row.event().paymentMonth()),
                Sql.longs(rows, row -> row.event().version()),
                Sql.texts(rows, row -> row.event().status()),
                Sql.texts(rows, row -> row.event().refundType()),
                Sql.texts(rows, row -> row.event().eventId()),
                Sql.bytes(rows, row -> row.event().body()),
                Sql.texts(rows, first::contains),
                Sql.texts(rows, row -> row.event().traceparent()));
    }

    private static Inserted inserted(ResultSet row, int number) throws SQLException {
        return new Inserted(
                row.getBoolean("head") ? DeliveryRows.map(row, number) : null,
                row.getString("parked") == null ? null : ParkedDelivery.map(row));
    }
}
