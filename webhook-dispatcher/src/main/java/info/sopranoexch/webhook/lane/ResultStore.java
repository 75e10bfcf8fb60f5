package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.delivery.DeliveryRows;
import info.sopranoexch.webhook.publishing.OutboxBatch;
import info.sopranoexch.webhook.publishing.OutboxStore;
import info.sopranoexch.webhook.sql.Sql;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

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

    private final JdbcClient jdbc;
    private final OutboxStore outbox;
    private final AttemptEvents events;
    private final InstantSource clock;

    ResultStore(JdbcClient jdbc, OutboxStore outbox, AttemptEvents events, InstantSource clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public Recorded record(long instance, List<AttemptRecord> group) {
        Instant now = clock.instant();
        List<LaneTally> tallies = LaneTally.of(group);
        Map<Long, Long> owned = updateLanes(instance, tallies);
        List<AttemptRecord> records = group.stream()
                .filter(record -> Long.valueOf(record.epoch()).equals(owned.get(record.endpointId())))
                .toList();
        List<LaneTally> fenced =
                tallies.stream().filter(tally -> !isOwned(tally, owned)).toList();
        if (records.isEmpty()) {
            return new Recorded(records, List.of(), fenced, null);
        }
        List<Delivery> promoted = finish(records, now);
        retry(records);
        catchUp(tallies.stream().filter(tally -> isOwned(tally, owned)).toList(), now);
        insertAttempts(records);
        return new Recorded(records, promoted, fenced, outbox.insert(events.of(records), now));
    }

    /**
     * Whether a commit got through whose acknowledgement was lost: a group is recorded whole or not at all, and counted a
     * second time when it is recorded again.
     */
    boolean isRecorded(List<AttemptRecord> group) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM attempt a
                            JOIN unnest(CAST(:ids AS bigint[]), CAST(:numbers AS int[])) AS g(delivery_id, number)
                                USING (delivery_id, number))
                        """)
                .param("ids", Sql.longs(group, record -> record.delivery().id()))
                .param("numbers", Sql.ints(group, record -> record.delivery().attempts() + 1))
                .query(Boolean.class)
                .single();
    }

    private static boolean isOwned(LaneTally tally, Map<Long, Long> owned) {
        return Long.valueOf(tally.epoch).equals(owned.get(tally.endpointId));
    }

    /** The fence and the counts in one. @return the lanes that are ours, with the epoch */
    private Map<Long, Long> updateLanes(long instance, List<LaneTally> tallies) {
        Map<Long, Long> owned = new LinkedHashMap<>();
        jdbc.sql("""
                        UPDATE lane l SET delivered = l.delivered + t.delivered, exhausted = l.exhausted + t.exhausted,
                            failures = t.failures, not_before = t.not_before, paused_until = t.paused_until,
                            disabled_reason = coalesce(t.disabled_reason, l.disabled_reason)
                        FROM unnest(CAST(:ids AS bigint[]), CAST(:epochs AS bigint[]), CAST(:delivered AS int[]),
                            CAST(:exhausted AS int[]), CAST(:failures AS int[]), CAST(:waits AS timestamptz[]),
                            CAST(:pauses AS timestamptz[]), CAST(:reasons AS text[]))
                            AS t(endpoint_id, epoch, delivered, exhausted, failures, not_before, paused_until,
                                 disabled_reason)
                        WHERE l.endpoint_id = t.endpoint_id AND l.owner = :me AND l.epoch = t.epoch
                        RETURNING l.endpoint_id, l.epoch
                        """)
                .param("ids", Sql.longs(tallies, tally -> tally.endpointId))
                .param("epochs", Sql.longs(tallies, tally -> tally.epoch))
                .param("delivered", Sql.ints(tallies, tally -> tally.delivered))
                .param("exhausted", Sql.ints(tallies, tally -> tally.exhausted))
                .param("failures", Sql.ints(tallies, tally -> tally.marks().failures()))
                .param("waits", Sql.texts(tallies, tally -> tally.marks().notBefore()))
                .param("pauses", Sql.texts(tallies, tally -> tally.marks().pausedUntil()))
                .param("reasons", Sql.texts(tallies, tally -> tally.disabledReason))
                .param("me", instance)
                .query(row -> {
                    owned.put(row.getLong(1), row.getLong(2));
                });
        return owned;
    }

    /** Moves what is done to the history and lets the next of each payment run. @return those next ones */
    private List<Delivery> finish(List<AttemptRecord> records, Instant now) {
        List<AttemptRecord> done = records.stream()
                .filter(record -> !(record.verdict() instanceof Verdict.Retry))
                .toList();
        if (done.isEmpty()) {
            return List.of();
        }
        lockHeads(done);
        List<Head> heads = jdbc.sql("""
                        WITH outcome AS (
                            SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:outcomes AS text[])) AS o(id, outcome)),
                        gone AS (
                            DELETE FROM delivery d USING outcome o WHERE d.id = o.id RETURNING d.*, o.outcome),
                        kept AS (
                            INSERT INTO finished (id, endpoint_id, payment_id, payment_month, version, status, event_id,
                                body, accepted_at, finished_at, outcome, attempts, traceparent)
                            SELECT id, endpoint_id, payment_id, payment_month, version, status, event_id,
                                body, accepted_at, :now, outcome, attempts + 1, traceparent FROM gone)
                        UPDATE payment_head h SET pending = h.pending - 1 FROM gone g
                        WHERE h.payment_month = g.payment_month AND h.payment_id = g.payment_id
                          AND h.endpoint_id = g.endpoint_id
                        RETURNING h.endpoint_id, h.payment_id, h.pending
                        """)
                .param("ids", Sql.longs(done, record -> record.delivery().id()))
                .param("outcomes", Sql.texts(done, record -> AttemptEvents.outcome(record.verdict())))
                .param("now", Sql.time(now))
                .query((row, n) -> new Head(row.getLong(1), row.getString(2), row.getInt(3)))
                .list();
        return promote(heads.stream().filter(head -> head.pending() > 0).toList());
    }

    /** In the order in which ingest locks them too, so that the two cannot lock each other out. */
    private void lockHeads(List<AttemptRecord> done) {
        jdbc.sql("""
                        SELECT 1 FROM payment_head h
                        JOIN unnest(CAST(:months AS date[]), CAST(:payments AS text[]), CAST(:endpoints AS bigint[]))
                            AS d(payment_month, payment_id, endpoint_id) USING (payment_month, payment_id, endpoint_id)
                        ORDER BY h.payment_id COLLATE "C", h.endpoint_id FOR UPDATE OF h
                        """)
                .param("months", Sql.texts(done, record -> record.delivery().paymentMonth()))
                .param("payments", Sql.texts(done, record -> record.delivery().paymentId()))
                .param("endpoints", Sql.longs(done, AttemptRecord::endpointId))
                .query((row, n) -> 1)
                .list();
    }

    private record Head(long endpointId, String paymentId, int pending) {}

    private List<Delivery> promote(List<Head> heads) {
        if (heads.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        UPDATE delivery SET head = true WHERE id IN (
                            SELECT (SELECT id FROM delivery d
                                    WHERE d.endpoint_id = h.endpoint_id AND d.payment_id = h.payment_id
                                    ORDER BY version LIMIT 1)
                            FROM unnest(CAST(:endpoints AS bigint[]), CAST(:payments AS text[]))
                                AS h(endpoint_id, payment_id))
                        RETURNING %s
                        """.formatted(DeliveryRows.COLUMNS))
                .param("endpoints", Sql.longs(heads, Head::endpointId))
                .param("payments", Sql.texts(heads, Head::paymentId))
                .query(DeliveryRows::map)
                .list();
    }

    private void retry(List<AttemptRecord> records) {
        record Again(long id, Instant at) {}
        List<Again> again = records.stream()
                .filter(record -> record.verdict() instanceof Verdict.Retry)
                .map(record -> new Again(record.delivery().id(), ((Verdict.Retry) record.verdict()).at()))
                .toList();
        if (!again.isEmpty()) {
            jdbc.sql("""
                            UPDATE delivery d SET attempts = d.attempts + 1, due_at = a.due_at
                            FROM unnest(CAST(:ids AS bigint[]), CAST(:times AS timestamptz[])) AS a(id, due_at)
                            WHERE d.id = a.id
                            """)
                    .param("ids", Sql.longs(again, Again::id))
                    .param("times", Sql.texts(again, Again::at))
                    .update();
        }
    }

    /** An endpoint that is well again gets what waited for its retry, in the order it was accepted. */
    private void catchUp(List<LaneTally> tallies, Instant now) {
        List<LaneTally> recovered =
                tallies.stream().filter(tally -> tally.recovered).toList();
        if (!recovered.isEmpty()) {
            jdbc.sql("""
                            UPDATE delivery SET due_at = accepted_at
                            WHERE endpoint_id = ANY (:ids) AND head AND due_at > :now
                            """)
                    .param("ids", Sql.longs(recovered, tally -> tally.endpointId))
                    .param("now", Sql.time(now))
                    .update();
        }
    }

    private void insertAttempts(List<AttemptRecord> records) {
        jdbc.sql("""
                        INSERT INTO attempt (delivery_id, number, at, outcome, http_status, error, address, dns_us,
                            connect_us, tls_us, first_byte_us, total_us, next_at, excerpt)
                        SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:numbers AS int[]),
                            CAST(:times AS timestamptz[]), CAST(:outcomes AS text[]), CAST(:statuses AS int[]),
                            CAST(:errors AS text[]), CAST(:addresses AS text[]), CAST(:dns AS bigint[]),
                            CAST(:connect AS bigint[]), CAST(:tls AS bigint[]), CAST(:first AS bigint[]),
                            CAST(:total AS bigint[]), CAST(:next AS timestamptz[]), CAST(:excerpts AS text[]))
                        """)
                .param("ids", Sql.longs(records, record -> record.delivery().id()))
                .param("numbers", Sql.ints(records, record -> record.delivery().attempts() + 1))
                .param("times", Sql.texts(records, AttemptRecord::at))
                .param("outcomes", Sql.texts(records, record -> AttemptEvents.outcome(record.verdict())))
                .param("statuses", Sql.texts(records, record -> record.result().httpStatus()))
                .param("errors", Sql.texts(records, record -> record.result().error()))
                .param(
                        "addresses",
                        Sql.texts(records, record -> record.result().timings().address()))
                .param(
                        "dns",
                        Sql.texts(records, record -> record.result().timings().dnsMicros()))
                .param(
                        "connect",
                        Sql.texts(records, record -> record.result().timings().connectMicros()))
                .param(
                        "tls",
                        Sql.texts(records, record -> record.result().timings().tlsMicros()))
                .param(
                        "first",
                        Sql.texts(records, record -> record.result().timings().firstByteMicros()))
                .param(
                        "total",
                        Sql.longs(records, record -> record.result().timings().totalMicros()))
                .param("next", Sql.texts(records, AttemptEvents::nextAttemptAt))
                .param("excerpts", Sql.texts(records, record -> record.result().excerpt()))
                .update();
    }
}
