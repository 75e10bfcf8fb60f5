package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.database.Columns;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.webhook.deliveries.DeliveryRows;
import info.sopranoexch.webhook.sql.Sql;
import info.sopranoexch.webhook.suspension.SuspendedDelivery;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** SQL statements that insert the deliveries of one poll within the caller's transaction. */
final class DeliveryStatements {
    /** The row of a payment at an endpoint: the last accepted version and the number of pending deliveries. */
    record PaymentQueue(NewDelivery.Key key, long lastVersion, int pending) {}

    private DeliveryStatements() {}

    /** Locks the payment queues in the same order as the recording of results, which prevents deadlocks. */
    static StatementBatch.Rows<PaymentQueue> lockPaymentQueues(
            StatementBatch statements, List<NewDelivery> candidates) {
        return statements.query(
                (row, _) -> new PaymentQueue(
                        new NewDelivery.Key(row.getLong(1), row.getString(2)), row.getLong(3), row.getInt(4)),
                """
                        SELECT h.endpoint_id, h.payment_id, h.last_version, h.pending FROM payment_queue h
                        JOIN (SELECT DISTINCT * FROM unnest(CAST(? AS date[]), CAST(? AS text[]), ?)
                                AS u(payment_month, payment_id, endpoint_id)) d
                            USING (payment_month, payment_id, endpoint_id)
                        ORDER BY h.payment_id COLLATE "C", h.endpoint_id FOR UPDATE OF h
                        """,
                Sql.texts(candidates, c -> c.event().paymentMonth()),
                Sql.texts(candidates, c -> c.event().paymentId()),
                Sql.longs(candidates, NewDelivery::endpointId));
    }

    /** Whether any of the endpoints is suspended. */
    static StatementBatch.Rows<Boolean> anySuspended(
            StatementBatch statements, List<NewDelivery> candidates, Instant now) {
        return statements.query(
                (row, _) -> row.getBoolean(1),
                String.format(
                        Locale.ROOT,
                        "SELECT coalesce(bool_or(%s IS NOT NULL), false) FROM endpoint_queue q WHERE endpoint_id = ANY (?)",
                        SuspendedDelivery.reason("CAST(? AS timestamptz)")),
                Columns.utc(now),
                Sql.longs(candidates, NewDelivery::endpointId));
    }

    /**
     * Inserts deliveries of versions that were not accepted before. The transaction fails with {@code serialization_failure} if
     * another consumer inserts the same events at the same time.
     *
     * @param locked the rows that {@link #lockPaymentQueues} returned for the candidates
     */
    static InsertedDeliveries insert(
            StatementBatch statements, List<NewDelivery> candidates, Collection<PaymentQueue> locked, Instant now) {
        Map<NewDelivery.Key, PaymentQueue> queues =
                locked.stream().collect(Collectors.toMap(PaymentQueue::key, Function.identity()));
        Map<NewDelivery.Key, List<NewDelivery>> added = notAcceptedBefore(candidates, queues);
        if (added.isEmpty()) {
            return new InsertedDeliveries(null);
        }
        upsertPaymentQueues(statements, List.copyOf(added.values()));
        countAccepted(statements, added);
        return new InsertedDeliveries(insertDeliveries(statements, added, queues, now));
    }

    /** Drops versions that were accepted before, within this poll or earlier. */
    private static Map<NewDelivery.Key, List<NewDelivery>> notAcceptedBefore(
            List<NewDelivery> candidates, Map<NewDelivery.Key, PaymentQueue> queues) {
        Map<NewDelivery.Key, List<NewDelivery>> added = new LinkedHashMap<>();
        for (NewDelivery candidate : candidates) {
            PaymentQueue known = queues.get(candidate.key());
            List<NewDelivery> earlier = added.getOrDefault(candidate.key(), List.of());
            long lastVersion = earlier.isEmpty()
                    ? (known == null ? -1 : known.lastVersion())
                    : earlier.getLast().event().version();
            if (candidate.event().version() > lastVersion) {
                added.computeIfAbsent(candidate.key(), key -> new ArrayList<>()).add(candidate);
            }
        }
        return added;
    }

    private static void upsertPaymentQueues(StatementBatch statements, List<List<NewDelivery>> queues) {
        statements.query(
                (_, _) -> true,
                """
                        WITH written AS (
                            INSERT INTO payment_queue AS h (payment_month, endpoint_id, payment_id, last_version, pending)
                            SELECT payment_month, endpoint_id, payment_id, last_version, pending
                            FROM unnest(CAST(? AS date[]), ?, CAST(? AS text[]), ?, ?)
                                AS u(payment_month, endpoint_id, payment_id, last_version, pending)
                            ORDER BY payment_id COLLATE "C", endpoint_id
                            ON CONFLICT (payment_id, endpoint_id, payment_month) DO UPDATE
                                SET last_version = excluded.last_version, pending = h.pending + excluded.pending
                                WHERE h.last_version < excluded.last_version
                            RETURNING 1)
                        SELECT assert_row_count(count(*), ?, 'were inserted by another consumer') FROM written
                        """,
                Sql.texts(queues, q -> q.getFirst().event().paymentMonth()),
                Sql.longs(queues, q -> q.getFirst().endpointId()),
                Sql.texts(queues, q -> q.getFirst().event().paymentId()),
                Sql.longs(queues, q -> q.getLast().event().version()),
                Sql.ints(queues, List::size),
                (long) queues.size());
    }

    private static void countAccepted(StatementBatch statements, Map<NewDelivery.Key, List<NewDelivery>> added) {
        Map<Long, Integer> counts = new TreeMap<>();
        added.forEach((key, queue) -> counts.merge(key.endpointId(), queue.size(), Integer::sum));
        List<Map.Entry<Long, Integer>> rows = List.copyOf(counts.entrySet());
        statements.update("""
                        INSERT INTO endpoint_intake AS i (endpoint_id, accepted) SELECT * FROM unnest(?, ?)
                        ON CONFLICT (endpoint_id) DO UPDATE SET accepted = i.accepted + excluded.accepted
                        """, Sql.longs(rows, Map.Entry::getKey), Sql.ints(rows, Map.Entry::getValue));
    }

    private static StatementBatch.Rows<InsertedDeliveries.Row> insertDeliveries(
            StatementBatch statements,
            Map<NewDelivery.Key, List<NewDelivery>> added,
            Map<NewDelivery.Key, PaymentQueue> queues,
            Instant now) {
        List<NewDelivery> rows = added.values().stream().flatMap(List::stream).toList();
        Set<NewDelivery> first = new HashSet<>();
        added.forEach((key, queue) -> {
            PaymentQueue known = queues.get(key);
            if (known == null || known.pending() == 0) {
                first.add(queue.getFirst());
            }
        });
        return statements.query(
                DeliveryStatements::inserted,
                String.format(Locale.ROOT, """
                        WITH inserted AS (
                            INSERT INTO delivery (endpoint_id, payment_id, payment_month, version, status, refund_type,
                                event_id, body, accepted_at, due_at, head_of_line, traceparent, expedited)
                            SELECT endpoint_id, payment_id, payment_month, version, status, refund_type, event_id, body,
                                moment, moment, head_of_line, traceparent, version = 0
                            FROM CAST(? AS timestamptz) AS moment, unnest(?, CAST(? AS text[]), CAST(? AS date[]), ?,
                                CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[]), ?, CAST(? AS boolean[]),
                                CAST(? AS text[]))
                                WITH ORDINALITY AS u(endpoint_id, payment_id, payment_month, version, status, refund_type,
                                    event_id, body, head_of_line, traceparent, place)
                            ORDER BY place
                            RETURNING head_of_line, %s)
                        SELECT * FROM (
                            SELECT i.*, q.account_id, q.merchant_id, q.paused_until, %s AS suspended_reason
                            FROM inserted i LEFT JOIN endpoint_queue q USING (endpoint_id)) AS i
                        WHERE head_of_line OR suspended_reason IS NOT NULL
                        """, DeliveryRows.COLUMNS, SuspendedDelivery.reason("i.accepted_at")),
                Columns.utc(now),
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

    private static InsertedDeliveries.Row inserted(ResultSet row, int number) throws SQLException {
        return new InsertedDeliveries.Row(
                row.getBoolean("head_of_line") ? DeliveryRows.map(row, number) : null,
                row.getString("suspended_reason") == null ? null : SuspendedDelivery.map(row));
    }
}
