package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.starter.database.Columns;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.starter.outbox.OutboxRecord;
import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.deliveries.DeliveryRows;
import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import info.sopranoexch.webhook.outbox.WebhookEventOutbox;
import info.sopranoexch.webhook.retention.PartitionKeys;
import info.sopranoexch.webhook.retention.Partitions;
import info.sopranoexch.webhook.sending.Timings;
import info.sopranoexch.webhook.sql.Plans;
import info.sopranoexch.webhook.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Records a batch of results in one transaction of multi-row statements. */
@Repository
class ResultStore {
    /**
     * @param records results that were recorded
     * @param promoted the next deliveries of payments whose first delivery is finished
     * @param fenced queues that another instance owns; their results were not recorded
     */
    record Recorded(List<AttemptRecord> records, List<Delivery> promoted, List<ResultCounters> fenced) {}

    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final WebhookEventOutbox outbox;
    private final MerchantDirectory directory;
    private final Partitions partitions;
    private final InstantSource clock;

    ResultStore(
            JdbcTemplate jdbc,
            Transactions transactions,
            WebhookEventOutbox outbox,
            MerchantDirectory directory,
            Partitions partitions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.outbox = outbox;
        this.directory = directory;
        this.partitions = partitions;
        this.clock = clock;
    }

    Recorded record(long instance, List<AttemptRecord> batch) {
        return partitions.creatingMissing(
                () -> PartitionKeys.days(
                        Stream.concat(batch.stream().map(AttemptRecord::at), Stream.of(clock.instant()))),
                () -> recordOnce(instance, batch));
    }

    private Recorded recordOnce(long instance, List<AttemptRecord> batch) {
        List<ResultCounters> counters = ResultCounters.of(batch);
        var statements = new StatementBatch();
        Plans.keep(statements);
        StatementBatch.Rows<Owned> owned = updateQueues(statements, instance, counters);
        lockPaymentQueues(statements, batch);
        // Created before the transaction, because the first call queries the registry.
        Map<Long, OutboxRecord> events = events(instance, batch);
        return transactions.run(statements, () -> record(batch, counters, Set.copyOf(owned.get()), events));
    }

    private Recorded record(
            List<AttemptRecord> batch,
            List<ResultCounters> counters,
            Set<Owned> owned,
            Map<Long, OutboxRecord> events) {
        Instant now = clock.instant();
        List<ResultCounters> ownQueues =
                counters.stream().filter(counter -> isIn(owned, counter)).toList();
        List<ResultCounters> fenced =
                counters.stream().filter(counter -> !isIn(owned, counter)).toList();
        List<AttemptRecord> records = batch.stream()
                .filter(record -> owned.contains(new Owned(record.endpointId(), record.epoch())))
                .toList();
        if (records.isEmpty()) {
            return new Recorded(records, List.of(), fenced);
        }
        var statements = new StatementBatch();
        StatementBatch.Rows<Completed> completed = finish(statements, records, now);
        retry(statements, records);
        makeRetriesDue(statements, ownQueues, now);
        insertAttempts(statements, records);
        outbox.add(
                statements,
                records.stream()
                        .map(record -> events.get(record.delivery().id()))
                        .filter(Objects::nonNull)
                        .toList());
        statements.execute(jdbc);
        subtractRepeated(records, completed.get());
        List<Delivery> promoted = promote(completed.get().stream()
                .filter(delivery -> delivery.pending() > 0)
                .toList());
        return new Recorded(records, promoted, fenced);
    }

    /** The shard of the outbox for the results of an instance: one thread of the instance writes to it. */
    static int shard(long instance) {
        return Math.toIntExact(instance);
    }

    /** The outbox records by delivery id. Test events are not published. */
    private Map<Long, OutboxRecord> events(long instance, List<AttemptRecord> batch) {
        var events = new HashMap<Long, OutboxRecord>();
        for (AttemptRecord record : batch) {
            Delivery delivery = record.delivery();
            if (!delivery.isTest()) {
                Merchant merchant = directory
                        .endpoint(record.endpointId())
                        .map(MerchantDirectory.Entry::merchant)
                        .orElse(null);
                events.put(
                        delivery.id(),
                        outbox.record(shard(instance), record.toEvent(merchant), delivery.traceparent()));
            }
        }
        return events;
    }

    /**
     * Whether a batch was committed although the acknowledgement was lost. A batch is recorded whole or not at all. A second
     * recording would count it twice.
     */
    boolean isRecorded(List<AttemptRecord> batch) {
        var statements = new StatementBatch();
        StatementBatch.Rows<Boolean> any = statements.query(
                (row, _) -> row.getBoolean(1),
                """
                        SELECT EXISTS (SELECT FROM attempt a
                            JOIN unnest(?, ?) AS g(delivery_id, number) USING (delivery_id, number))
                        """,
                Sql.longs(batch, record -> record.delivery().id()),
                Sql.ints(batch, record -> record.number()));
        statements.execute(jdbc);
        return any.get().getFirst();
    }

    /**
     * Counts an attempt whose result cannot be recorded and defers the delivery.
     *
     * @return false if another instance owns the queue or the delivery is finished
     */
    boolean defer(long instance, AttemptRecord record, Instant until) {
        return jdbc.update("""
                        UPDATE delivery d SET attempts = d.attempts + 1, due_at = CAST(? AS timestamptz), expedited = false
                        FROM endpoint_queue q WHERE d.id = ? AND q.endpoint_id = d.endpoint_id AND q.owner = ? AND q.epoch = ?
                        """, Columns.utc(until), record.delivery().id(), instance, record.epoch()) == 1;
    }

    private record Owned(long endpointId, long epoch) {}

    private static boolean isIn(Set<Owned> owned, ResultCounters counter) {
        return owned.contains(new Owned(counter.endpointId, counter.epoch));
    }

    /** Updates counters and health, fenced by owner and epoch. @return the queues that this instance still owns */
    private static StatementBatch.Rows<Owned> updateQueues(
            StatementBatch statements, long instance, List<ResultCounters> counters) {
        return statements.query(
                (row, _) -> new Owned(row.getLong(1), row.getLong(2)),
                """
                        UPDATE endpoint_queue q SET delivered = q.delivered + t.delivered, exhausted = q.exhausted + t.exhausted,
                            failures = t.failures, throttled_until = t.throttled_until, paused_until = t.paused_until,
                            disabled_reason = coalesce(t.disabled_reason, q.disabled_reason)
                        FROM unnest(?, ?, ?, ?, ?, CAST(? AS timestamptz[]), CAST(? AS timestamptz[]),
                                CAST(? AS text[]))
                            AS t(endpoint_id, epoch, delivered, exhausted, failures, throttled_until, paused_until,
                                 disabled_reason)
                        WHERE q.endpoint_id = t.endpoint_id AND q.owner = ? AND q.epoch = t.epoch
                        RETURNING q.endpoint_id, q.epoch
                        """,
                Sql.longs(counters, counter -> counter.endpointId),
                Sql.longs(counters, counter -> counter.epoch),
                Sql.ints(counters, counter -> counter.delivered),
                Sql.ints(counters, counter -> counter.exhausted),
                Sql.ints(counters, counter -> counter.health().failures()),
                Sql.texts(counters, counter -> counter.health().throttledUntil()),
                Sql.texts(counters, counter -> counter.health().pausedUntil()),
                Sql.texts(counters, counter -> counter.disabledReason),
                instance);
    }

    /** Locks the rows in the same order as the ingestion of events, which prevents deadlocks. */
    private static void lockPaymentQueues(StatementBatch statements, List<AttemptRecord> batch) {
        statements.query(
                (_, _) -> true,
                """
                        SELECT 1 FROM payment_queue h
                        JOIN unnest(CAST(? AS date[]), CAST(? AS text[]), ?)
                            AS d(payment_month, payment_id, endpoint_id) USING (payment_month, payment_id, endpoint_id)
                        ORDER BY h.payment_id COLLATE "C", h.endpoint_id FOR UPDATE OF h
                        """,
                Sql.texts(batch, record -> record.delivery().paymentMonth()),
                Sql.texts(batch, record -> record.delivery().paymentId()),
                Sql.longs(batch, AttemptRecord::endpointId));
    }

    /** @param pending the other deliveries of the same payment at the endpoint */
    private record Completed(long deliveryId, long endpointId, String paymentId, int pending) {}

    /** Moves finished deliveries to the history. */
    private static StatementBatch.Rows<Completed> finish(
            StatementBatch statements, List<AttemptRecord> records, Instant now) {
        List<AttemptRecord> finished = finished(records);
        return statements.query(
                (row, _) -> new Completed(row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4)),
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
                        UPDATE payment_queue h SET pending = h.pending - 1 FROM gone g
                        WHERE h.payment_month = g.payment_month AND h.payment_id = g.payment_id
                          AND h.endpoint_id = g.endpoint_id
                        RETURNING g.id, h.endpoint_id, h.payment_id, h.pending
                        """,
                Sql.longs(finished, record -> record.delivery().id()),
                Sql.texts(finished, record -> record.outcome().text()),
                Columns.utc(now));
    }

    private static List<AttemptRecord> finished(List<AttemptRecord> records) {
        return records.stream()
                .filter(record -> !(record.outcome() instanceof AttemptOutcome.Retry))
                .toList();
    }

    /** Corrects the counters for deliveries that were already finished when this instance sent them again. */
    private void subtractRepeated(List<AttemptRecord> records, List<Completed> completed) {
        Set<Long> ended = completed.stream().map(Completed::deliveryId).collect(Collectors.toSet());
        List<AttemptRecord> repeated = finished(records).stream()
                .filter(record -> !ended.contains(record.delivery().id()))
                .toList();
        if (!repeated.isEmpty()) {
            List<ResultCounters> counters = ResultCounters.of(repeated);
            var statements = new StatementBatch();
            statements.update(
                    """
                            UPDATE endpoint_queue q SET delivered = q.delivered - t.delivered, exhausted = q.exhausted - t.exhausted
                            FROM unnest(?, ?, ?) AS t(endpoint_id, delivered, exhausted)
                            WHERE q.endpoint_id = t.endpoint_id
                            """,
                    Sql.longs(counters, counter -> counter.endpointId),
                    Sql.ints(counters, counter -> counter.delivered),
                    Sql.ints(counters, counter -> counter.exhausted));
            statements.execute(jdbc);
        }
    }

    /** Marks the next delivery of each payment as head of line. @return those deliveries */
    private List<Delivery> promote(List<Completed> completed) {
        if (completed.isEmpty()) {
            return List.of();
        }
        var statements = new StatementBatch();
        StatementBatch.Rows<Delivery> promoted = statements.query(
                DeliveryRows::map,
                String.format(Locale.ROOT, """
                        UPDATE delivery SET head_of_line = true WHERE id IN (
                            SELECT (SELECT id FROM delivery d
                                    WHERE d.endpoint_id = h.endpoint_id AND d.payment_id = h.payment_id
                                    ORDER BY version LIMIT 1)
                            FROM unnest(?, CAST(? AS text[])) AS h(endpoint_id, payment_id))
                        RETURNING %s
                        """, DeliveryRows.COLUMNS),
                Sql.longs(completed, Completed::endpointId),
                Sql.texts(completed, Completed::paymentId));
        statements.execute(jdbc);
        return promoted.get();
    }

    private static void retry(StatementBatch statements, List<AttemptRecord> records) {
        record Retry(long id, Instant at) {}
        List<Retry> retries = records.stream()
                .filter(record -> record.outcome() instanceof AttemptOutcome.Retry)
                .map(record -> new Retry(record.delivery().id(), ((AttemptOutcome.Retry) record.outcome()).at()))
                .toList();
        if (!retries.isEmpty()) {
            statements.update("""
                            UPDATE delivery d SET attempts = d.attempts + 1, due_at = a.due_at, expedited = false
                            FROM unnest(?, CAST(? AS timestamptz[])) AS a(id, due_at)
                            WHERE d.id = a.id
                            """, Sql.longs(retries, Retry::id), Sql.texts(retries, Retry::at));
        }
    }

    /** Makes the waiting retries of a recovered endpoint due, in the order in which they were accepted. */
    private static void makeRetriesDue(StatementBatch statements, List<ResultCounters> counters, Instant now) {
        List<ResultCounters> recovered =
                counters.stream().filter(counter -> counter.recovered).toList();
        if (!recovered.isEmpty()) {
            statements.update("""
                            UPDATE delivery SET due_at = accepted_at
                            WHERE endpoint_id = ANY (?) AND head_of_line AND due_at > ?
                            """, Sql.longs(recovered, counter -> counter.endpointId), Columns.utc(now));
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
                Sql.ints(records, record -> record.number()),
                Sql.texts(records, AttemptRecord::at),
                Sql.texts(records, record -> record.outcome().text()),
                Sql.texts(records, record -> record.result().httpStatus()),
                Sql.texts(records, record -> record.result().error()),
                timings(records, Timings::address),
                timings(records, Timings::dnsMicros),
                timings(records, Timings::connectMicros),
                timings(records, Timings::tlsMicros),
                timings(records, Timings::firstByteMicros),
                Sql.longs(records, record -> record.result().timings().totalMicros()),
                Sql.texts(records, AttemptRecord::nextAttemptAt),
                Sql.texts(records, record -> record.result().excerpt()),
                Sql.texts(records, ResultStore::retryAfterSeconds));
    }

    private static @Nullable Long retryAfterSeconds(AttemptRecord record) {
        Duration requested = record.result().retryAfter();
        return requested == null ? null : requested.toSeconds();
    }

    private static @Nullable String[] timings(List<AttemptRecord> records, Function<Timings, @Nullable Object> timing) {
        return Sql.texts(records, record -> timing.apply(record.result().timings()));
    }
}
