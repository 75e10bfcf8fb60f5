package info.sopranoexch.webhook.ingest;

import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.delivery.DeliveryRows;
import info.sopranoexch.webhook.housekeeping.Partitions;
import info.sopranoexch.webhook.parking.ParkedDelivery;
import info.sopranoexch.webhook.parking.ParkedEvents;
import info.sopranoexch.webhook.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Inserts deliveries, a poll's worth at a time. */
@Repository
class IngestStore {
    private record Head(long seen, int pending) {}

    private final JdbcClient jdbc;
    private final Partitions partitions;
    private final ParkedEvents parkedEvents;

    IngestStore(JdbcClient jdbc, Partitions partitions, ParkedEvents parkedEvents) {
        this.jdbc = jdbc;
        this.partitions = partitions;
        this.parkedEvents = parkedEvents;
    }

    /** Outside the transaction: a new month's partition must not wait for it, nor it for the partition. */
    void ensureMonths(List<IncomingEvent> events) {
        events.stream().map(IncomingEvent::paymentMonth).distinct().forEach(partitions::ensureMonth);
    }

    /**
     * Inserts what was not seen before, within the caller's transaction.
     *
     * @return those that may run at once: the others wait behind one of the same payment
     */
    List<Delivery> insert(List<NewDelivery> candidates, Instant now) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        Map<NewDelivery.Key, Head> heads = lockHeads(candidates);
        Map<NewDelivery.Key, List<NewDelivery>> fresh = unseen(candidates, heads);
        if (fresh.isEmpty()) {
            return List.of();
        }
        upsertHeads(fresh, heads);
        countAccepted(fresh);
        return insertDeliveries(fresh, heads, now);
    }

    /** Ordered, as the recording of results locks them too. */
    private Map<NewDelivery.Key, Head> lockHeads(List<NewDelivery> candidates) {
        Map<NewDelivery.Key, Head> heads = new HashMap<>();
        jdbc.sql("""
                        SELECT h.endpoint_id, h.payment_id, h.seen, h.pending FROM payment_head h
                        JOIN (SELECT DISTINCT * FROM unnest(CAST(:months AS date[]), CAST(:payments AS text[]),
                                CAST(:endpoints AS bigint[])) AS u(payment_month, payment_id, endpoint_id)) d
                            USING (payment_month, payment_id, endpoint_id)
                        ORDER BY h.payment_id COLLATE "C", h.endpoint_id FOR UPDATE OF h
                        """)
                .param("months", Sql.texts(candidates, c -> c.event().paymentMonth()))
                .param("payments", Sql.texts(candidates, c -> c.event().paymentId()))
                .param("endpoints", Sql.longs(candidates, NewDelivery::endpointId))
                .query(row -> {
                    heads.put(
                            new NewDelivery.Key(row.getLong(1), row.getString(2)),
                            new Head(row.getLong(3), row.getInt(4)));
                });
        return heads;
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

    private void upsertHeads(Map<NewDelivery.Key, List<NewDelivery>> fresh, Map<NewDelivery.Key, Head> heads) {
        List<List<NewDelivery>> queues = List.copyOf(fresh.values());
        int written = jdbc.sql("""
                        INSERT INTO payment_head AS h (payment_month, endpoint_id, payment_id, seen, pending)
                        SELECT payment_month, endpoint_id, payment_id, seen, pending
                        FROM unnest(CAST(:months AS date[]), CAST(:endpoints AS bigint[]), CAST(:payments AS text[]),
                            CAST(:seen AS bigint[]), CAST(:pending AS int[]))
                            AS u(payment_month, endpoint_id, payment_id, seen, pending)
                        ORDER BY payment_id COLLATE "C", endpoint_id
                        ON CONFLICT (payment_id, endpoint_id, payment_month) DO UPDATE
                            SET seen = excluded.seen, pending = h.pending + excluded.pending
                            WHERE h.seen < excluded.seen
                        """)
                .param("months", Sql.texts(queues, q -> q.getFirst().event().paymentMonth()))
                .param("endpoints", Sql.longs(queues, q -> q.getFirst().endpointId()))
                .param("payments", Sql.texts(queues, q -> q.getFirst().event().paymentId()))
                .param("seen", Sql.longs(queues, q -> q.getLast().event().version()))
                .param("pending", Sql.ints(queues, List::size))
                .update();
        if (written != queues.size()) {
            // A row that was not there to be locked is there now: another consumer ingests the same events.
            throw new ConcurrencyFailureException("the same payments are ingested elsewhere: " + heads.size());
        }
    }

    private void countAccepted(Map<NewDelivery.Key, List<NewDelivery>> fresh) {
        Map<Long, Integer> counts = new TreeMap<>();
        fresh.forEach((key, queue) -> counts.merge(key.endpointId(), queue.size(), Integer::sum));
        List<Map.Entry<Long, Integer>> rows = List.copyOf(counts.entrySet());
        jdbc.sql("""
                        INSERT INTO lane_intake AS i (endpoint_id, accepted)
                        SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:counts AS int[]))
                        ON CONFLICT (endpoint_id) DO UPDATE SET accepted = i.accepted + excluded.accepted
                        """)
                .param("ids", Sql.longs(rows, Map.Entry::getKey))
                .param("counts", Sql.ints(rows, Map.Entry::getValue))
                .update();
    }

    private List<Delivery> insertDeliveries(
            Map<NewDelivery.Key, List<NewDelivery>> fresh, Map<NewDelivery.Key, Head> heads, Instant now) {
        List<NewDelivery> rows = fresh.values().stream().flatMap(List::stream).toList();
        Set<NewDelivery> first = new HashSet<>();
        fresh.forEach((key, queue) -> {
            Head head = heads.get(key);
            if (head == null || head.pending() == 0) {
                first.add(queue.getFirst());
            }
        });
        List<Delivery> runnable = new ArrayList<>();
        List<ParkedDelivery> parked = new ArrayList<>();
        jdbc.sql("""
                        WITH inserted AS (
                            INSERT INTO delivery (endpoint_id, payment_id, payment_month, version, status, event_id, body,
                                accepted_at, due_at, head, traceparent)
                            SELECT endpoint_id, payment_id, payment_month, version, status, event_id, body, :now, :now,
                                head, traceparent
                            FROM unnest(CAST(:endpoints AS bigint[]), CAST(:payments AS text[]),
                                CAST(:months AS date[]), CAST(:versions AS bigint[]), CAST(:statuses AS text[]),
                                CAST(:events AS text[]), CAST(:bodies AS bytea[]), CAST(:heads AS boolean[]),
                                CAST(:traces AS text[]))
                                WITH ORDINALITY AS u(endpoint_id, payment_id, payment_month, version, status, event_id,
                                    body, head, traceparent, place)
                            ORDER BY place
                            RETURNING *)
                        SELECT * FROM (
                            SELECT i.*, l.account_id, l.merchant_id, l.paused_until, %s AS parked
                            FROM inserted i LEFT JOIN lane l USING (endpoint_id)) AS i
                        WHERE head OR parked IS NOT NULL
                        """.formatted(ParkedDelivery.REASON))
                .param("endpoints", Sql.longs(rows, NewDelivery::endpointId))
                .param("payments", Sql.texts(rows, row -> row.event().paymentId()))
                .param("months", Sql.texts(rows, row -> row.event().paymentMonth()))
                .param("versions", Sql.longs(rows, row -> row.event().version()))
                .param("statuses", Sql.texts(rows, row -> row.event().status()))
                .param("events", Sql.texts(rows, row -> row.event().eventId()))
                .param("bodies", Sql.bytes(rows, row -> row.event().body()))
                .param("heads", Sql.texts(rows, first::contains))
                .param("traces", Sql.texts(rows, row -> row.event().traceparent()))
                .param("now", Sql.time(now))
                .query(row -> {
                    if (row.getBoolean("head")) {
                        runnable.add(DeliveryRows.map(row, row.getRow()));
                    }
                    if (row.getString("parked") != null) {
                        parked.add(ParkedDelivery.map(row));
                    }
                });
        parkedEvents.tell(parked, now);
        return runnable;
    }
}
