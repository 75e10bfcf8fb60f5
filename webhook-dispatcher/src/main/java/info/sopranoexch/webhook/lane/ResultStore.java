package info.sopranoexch.webhook.lane;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.delivery.DeliveryRows;
import info.sopranoexch.webhook.housekeeping.PartitionKeys;
import info.sopranoexch.webhook.housekeeping.Partitions;
import info.sopranoexch.webhook.publishing.OutboxBatch;
import info.sopranoexch.webhook.publishing.OutboxEvent;
import info.sopranoexch.webhook.publishing.OutboxStore;
import info.sopranoexch.webhook.sending.Timings;
import info.sopranoexch.webhook.sql.Plans;
import info.sopranoexch.webhook.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Records a group of results in one transaction of multi-row statements. */
@Repository
class ResultStore {
    /**
     * @param records those that were recorded
     * @param promoted the next deliveries of payments whose head is done
     * @param fenced lanes that another instance owns: their results were not recorded
     */
    record Recorded(
            List<AttemptRecord> records,
            List<Delivery> promoted,
            List<LaneTally> fenced,
            @Nullable OutboxBatch outbox) {}

    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final OutboxStore outbox;
    private final AttemptEvents events;
    private final Partitions partitions;
    private final InstantSource clock;

    ResultStore(
            JdbcTemplate jdbc,
            Transactions transactions,
            OutboxStore outbox,
            AttemptEvents events,
            Partitions partitions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.outbox = outbox;
        this.events = events;
        this.partitions = partitions;
        this.clock = clock;
    }

    Recorded record(long instance, List<AttemptRecord> group) {
        return partitions.creatingMissing(
                () -> PartitionKeys.days(
                        Stream.concat(group.stream().map(AttemptRecord::at), Stream.of(clock.instant()))),
                () -> recordOnce(instance, group));
    }

    private Recorded recordOnce(long instance, List<AttemptRecord> group) {
        List<LaneTally> tallies = LaneTally.of(group);
        var statements = new StatementBatch();
        Plans.keep(statements);
        StatementBatch.Rows<Owned> owned = updateLanes(statements, instance, tallies);
        lockHeads(statements, group);
        return transactions.run(statements, () -> record(group, tallies, Set.copyOf(owned.get())));
    }

    private Recorded record(List<AttemptRecord> group, List<LaneTally> tallies, Set<Owned> owned) {
        Instant now = clock.instant();
        List<LaneTally> ours =
                tallies.stream().filter(tally -> isIn(owned, tally)).toList();
        List<LaneTally> fenced =
                tallies.stream().filter(tally -> !isIn(owned, tally)).toList();
        List<AttemptRecord> records = group.stream()
                .filter(record -> owned.contains(new Owned(record.endpointId(), record.epoch())))
                .toList();
        if (records.isEmpty()) {
            return new Recorded(records, List.of(), fenced, null);
        }
        List<OutboxEvent> told = events.of(records);
        var statements = new StatementBatch();
        StatementBatch.Rows<Head> heads = finish(statements, records, now);
        retry(statements, records);
        catchUp(statements, ours, now);
        insertAttempts(statements, records);
        StatementBatch.Rows<Long> batch = outbox.insert(statements, told, now);
        statements.execute(jdbc);
        uncountRepeated(records, heads.get());
        List<Delivery> promoted =
                promote(heads.get().stream().filter(head -> head.pending() > 0).toList());
        return new Recorded(
                records,
                promoted,
                fenced,
                batch.get().isEmpty() ? null : new OutboxBatch(batch.get().getFirst(), told));
    }

    /**
     * Whether a commit got through whose acknowledgement was lost: a group is recorded whole or not at all, and counted a
     * second time when it is recorded again.
     */
    boolean isRecorded(List<AttemptRecord> group) {
        var statements = new StatementBatch();
        StatementBatch.Rows<Boolean> any = statements.query(
                (row, _) -> row.getBoolean(1),
                """
                        SELECT EXISTS (SELECT FROM attempt a
                            JOIN unnest(?, ?) AS g(delivery_id, number) USING (delivery_id, number))
                        """,
                Sql.longs(group, record -> record.delivery().id()),
                Sql.ints(group, record -> record.delivery().attempts() + 1));
        statements.execute(jdbc);
        return any.get().getFirst();
    }

    /**
     * Counts an attempt whose result cannot be recorded, and defers the delivery. Nothing else of the attempt is kept.
     *
     * @return false when another instance owns the lane, or the delivery is gone
     */
    boolean defer(long instance, AttemptRecord record, Instant until) {
        return jdbc.update("""
                        UPDATE delivery d SET attempts = d.attempts + 1, due_at = CAST(? AS timestamptz), expedited = false
                        FROM lane l WHERE d.id = ? AND l.endpoint_id = d.endpoint_id AND l.owner = ? AND l.epoch = ?
                        """, Sql.time(until), record.delivery().id(), instance, record.epoch()) == 1;
    }

    /** A lane that is ours. */
    private record Owned(long endpointId, long epoch) {}

    private static boolean isIn(Set<Owned> owned, LaneTally tally) {
        return owned.contains(new Owned(tally.endpointId, tally.epoch));
    }

    /** The fence and the counts in one. @return the lanes that are ours */
    private static StatementBatch.Rows<Owned> updateLanes(
            StatementBatch statements, long instance, List<LaneTally> tallies) {
        return statements.query(
                (row, _) -> new Owned(row.getLong(1), row.getLong(2)),
                """
                        UPDATE lane l SET delivered = l.delivered + t.delivered, exhausted = l.exhausted + t.exhausted,
                            failures = t.failures, not_before = t.not_before, paused_until = t.paused_until,
                            disabled_reason = coalesce(t.disabled_reason, l.disabled_reason)
                        FROM unnest(?, ?, ?, ?, ?, CAST(? AS timestamptz[]), CAST(? AS timestamptz[]),
                                CAST(? AS text[]))
                            AS t(endpoint_id, epoch, delivered, exhausted, failures, not_before, paused_until,
                                 disabled_reason)
                        WHERE l.endpoint_id = t.endpoint_id AND l.owner = ? AND l.epoch = t.epoch
                        RETURNING l.endpoint_id, l.epoch
                        """,
                Sql.longs(tallies, tally -> tally.endpointId),
                Sql.longs(tallies, tally -> tally.epoch),
                Sql.ints(tallies, tally -> tally.delivered),
                Sql.ints(tallies, tally -> tally.exhausted),
                Sql.ints(tallies, tally -> tally.marks().failures()),
                Sql.texts(tallies, tally -> tally.marks().notBefore()),
                Sql.texts(tallies, tally -> tally.marks().pausedUntil()),
                Sql.texts(tallies, tally -> tally.disabledReason),
                instance);
    }

    /** In the order in which ingest locks them too, so that the two cannot lock each other out. */
    private static void lockHeads(StatementBatch statements, List<AttemptRecord> group) {
        statements.query(
                (_, _) -> true,
                """
                        SELECT 1 FROM payment_head h
                        JOIN unnest(CAST(? AS date[]), CAST(? AS text[]), ?)
                            AS d(payment_month, payment_id, endpoint_id) USING (payment_month, payment_id, endpoint_id)
                        ORDER BY h.payment_id COLLATE "C", h.endpoint_id FOR UPDATE OF h
                        """,
                Sql.texts(group, record -> record.delivery().paymentMonth()),
                Sql.texts(group, record -> record.delivery().paymentId()),
                Sql.longs(group, AttemptRecord::endpointId));
    }

    /** @param deliveryId the one that is done */
    private record Head(long deliveryId, long endpointId, String paymentId, int pending) {}

    /** Moves what is done to the history. @return what is left of each payment at its endpoint */
    private static StatementBatch.Rows<Head> finish(
            StatementBatch statements, List<AttemptRecord> records, Instant now) {
        List<AttemptRecord> done = done(records);
        return statements.query(
                (row, _) -> new Head(row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4)),
                """
                        WITH outcome AS (
                            SELECT * FROM unnest(?, CAST(? AS text[])) AS o(id, outcome)),
                        gone AS (
                            DELETE FROM delivery d USING outcome o WHERE d.id = o.id RETURNING d.*, o.outcome),
                        kept AS (
                            INSERT INTO finished (id, endpoint_id, payment_id, payment_month, version, status, refund_type,
                                event_id, body, accepted_at, finished_at, outcome, attempts, traceparent)
                            SELECT id, endpoint_id, payment_id, payment_month, version, status, refund_type,
                                event_id, body, accepted_at, CAST(? AS timestamptz), outcome, attempts + 1, traceparent FROM gone)
                        UPDATE payment_head h SET pending = h.pending - 1 FROM gone g
                        WHERE h.payment_month = g.payment_month AND h.payment_id = g.payment_id
                          AND h.endpoint_id = g.endpoint_id
                        RETURNING g.id, h.endpoint_id, h.payment_id, h.pending
                        """,
                Sql.longs(done, record -> record.delivery().id()),
                Sql.texts(done, record -> AttemptEvents.outcome(record.verdict())),
                Sql.time(now));
    }

    private static List<AttemptRecord> done(List<AttemptRecord> records) {
        return records.stream()
                .filter(record -> !(record.verdict() instanceof Verdict.Retry))
                .toList();
    }

    /** What was sent once more after it was done, by an instance that had not heard of it yet, counts once. */
    private void uncountRepeated(List<AttemptRecord> records, List<Head> gone) {
        Set<Long> ended = gone.stream().map(Head::deliveryId).collect(Collectors.toSet());
        List<AttemptRecord> repeated = done(records).stream()
                .filter(record -> !ended.contains(record.delivery().id()))
                .toList();
        if (!repeated.isEmpty()) {
            List<LaneTally> tallies = LaneTally.of(repeated);
            var statements = new StatementBatch();
            statements.update(
                    """
                            UPDATE lane l SET delivered = l.delivered - t.delivered, exhausted = l.exhausted - t.exhausted
                            FROM unnest(?, ?, ?) AS t(endpoint_id, delivered, exhausted)
                            WHERE l.endpoint_id = t.endpoint_id
                            """,
                    Sql.longs(tallies, tally -> tally.endpointId),
                    Sql.ints(tallies, tally -> tally.delivered),
                    Sql.ints(tallies, tally -> tally.exhausted));
            statements.execute(jdbc);
        }
    }

    /** Lets the next of each payment run. @return those next ones */
    private List<Delivery> promote(List<Head> heads) {
        if (heads.isEmpty()) {
            return List.of();
        }
        var statements = new StatementBatch();
        StatementBatch.Rows<Delivery> promoted = statements.query(
                DeliveryRows::map,
                String.format(Locale.ROOT, """
                        UPDATE delivery SET head = true WHERE id IN (
                            SELECT (SELECT id FROM delivery d
                                    WHERE d.endpoint_id = h.endpoint_id AND d.payment_id = h.payment_id
                                    ORDER BY version LIMIT 1)
                            FROM unnest(?, CAST(? AS text[])) AS h(endpoint_id, payment_id))
                        RETURNING %s
                        """, DeliveryRows.COLUMNS),
                Sql.longs(heads, Head::endpointId),
                Sql.texts(heads, Head::paymentId));
        statements.execute(jdbc);
        return promoted.get();
    }

    private static void retry(StatementBatch statements, List<AttemptRecord> records) {
        record Again(long id, Instant at) {}
        List<Again> again = records.stream()
                .filter(record -> record.verdict() instanceof Verdict.Retry)
                .map(record -> new Again(record.delivery().id(), ((Verdict.Retry) record.verdict()).at()))
                .toList();
        if (!again.isEmpty()) {
            statements.update("""
                            UPDATE delivery d SET attempts = d.attempts + 1, due_at = a.due_at, expedited = false
                            FROM unnest(?, CAST(? AS timestamptz[])) AS a(id, due_at)
                            WHERE d.id = a.id
                            """, Sql.longs(again, Again::id), Sql.texts(again, Again::at));
        }
    }

    /** An endpoint that is well again gets what waited for its retry, in the order it was accepted. */
    private static void catchUp(StatementBatch statements, List<LaneTally> tallies, Instant now) {
        List<LaneTally> recovered =
                tallies.stream().filter(tally -> tally.recovered).toList();
        if (!recovered.isEmpty()) {
            statements.update("""
                            UPDATE delivery SET due_at = accepted_at
                            WHERE endpoint_id = ANY (?) AND head AND due_at > ?
                            """, Sql.longs(recovered, tally -> tally.endpointId), Sql.time(now));
        }
    }

    private static void insertAttempts(StatementBatch statements, List<AttemptRecord> records) {
        statements.update(
                """
                        INSERT INTO attempt (delivery_id, number, at, outcome, http_status, error, address, dns_us,
                            connect_us, tls_us, first_byte_us, total_us, next_at, excerpt, retry_after_s)
                        SELECT * FROM unnest(?, ?, CAST(? AS timestamptz[]), CAST(? AS text[]), CAST(? AS int[]),
                            CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS bigint[]),
                            CAST(? AS bigint[]), CAST(? AS bigint[]), ?, CAST(? AS timestamptz[]), CAST(? AS text[]),
                            CAST(? AS bigint[]))
                        """,
                Sql.longs(records, record -> record.delivery().id()),
                Sql.ints(records, record -> record.delivery().attempts() + 1),
                Sql.texts(records, AttemptRecord::at),
                Sql.texts(records, record -> AttemptEvents.outcome(record.verdict())),
                Sql.texts(records, record -> record.result().httpStatus()),
                Sql.texts(records, record -> record.result().error()),
                timings(records, Timings::address),
                timings(records, Timings::dnsMicros),
                timings(records, Timings::connectMicros),
                timings(records, Timings::tlsMicros),
                timings(records, Timings::firstByteMicros),
                Sql.longs(records, record -> record.result().timings().totalMicros()),
                Sql.texts(records, AttemptEvents::nextAttemptAt),
                Sql.texts(records, record -> record.result().excerpt()),
                Sql.texts(records, ResultStore::retryAfterSeconds));
    }

    private static @Nullable Long retryAfterSeconds(AttemptRecord record) {
        Duration asked = record.result().retryAfter();
        return asked == null ? null : asked.toSeconds();
    }

    private static @Nullable String[] timings(List<AttemptRecord> records, Function<Timings, @Nullable Object> timing) {
        return Sql.texts(records, record -> timing.apply(record.result().timings()));
    }
}
