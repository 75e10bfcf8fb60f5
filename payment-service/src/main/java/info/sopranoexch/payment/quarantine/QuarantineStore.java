package info.sopranoexch.payment.quarantine;

import info.sopranoexch.payment.domain.QuarantineReason;
import info.sopranoexch.starter.database.StatementBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** SQL of the quarantine. */
@Component
public class QuarantineStore {
    /** Header of a report that an operator wants applied again: it leaves the quarantine when it can be. */
    public static final String HEADER = "soprano_quarantine";

    /**
     * A report that could not be applied.
     *
     * @param contentHash of a callback: with other content the same event id is another entry; null for an answer
     * @param source a callback, or the question that it answers
     * @param answer the answer to a question, which is asked again and again: the last one tells all
     * @param record the value as it came, in the wire format of {@code provider.events.v1}
     * @param receivedAt when it was had from the provider
     */
    public record Report(
            String eventId,
            @Nullable String contentHash,
            String paymentId,
            String source,
            boolean answer,
            String reason,
            String detail,
            byte[] record,
            Instant receivedAt) {}

    /**
     * @param source null for what was kept before there were sources
     * @param record the value as it came, in the wire format of {@code provider.events.v1}
     * @param attempts how often it could not be applied; for an answer, with those that it took the place of
     * @param lastTriedBy the operator who had it applied again last
     * @param appliedAt null while it is not applied
     * @param dismissedAt set when an operator has said that it is not to be applied; it may be all the same, later
     */
    record Entry(
            long id,
            String eventId,
            String paymentId,
            @Nullable String source,
            String reason,
            String detail,
            byte[] record,
            int attempts,
            Instant quarantinedAt,
            Instant lastTriedAt,
            @Nullable String lastTriedBy,
            @Nullable Instant appliedAt,
            @Nullable Instant dismissedAt,
            @Nullable String dismissedBy,
            @Nullable String why) {}

    /**
     * A report that is held until the provider was queried.
     *
     * @param record the value as it came, in the wire format of {@code provider.events.v1}
     */
    public record HeldReport(String paymentId, byte[] record) {}

    /** What has become of an entry. */
    enum State {
        OPEN("applied_at IS NULL AND dismissed_at IS NULL"),
        APPLIED("applied_at IS NOT NULL"),
        DISMISSED("applied_at IS NULL AND dismissed_at IS NOT NULL");

        private final String condition;

        State(String condition) {
            this.condition = condition;
        }
    }

    private record Kept(long id, boolean open, Instant receivedAt) {}

    private static final String COLUMNS = """
            id, event_id, payment_id, source, reason, detail, record, attempts, quarantined_at, last_tried_at, \
            last_tried_by, applied_at, dismissed_at, dismissed_by, why""";

    private final JdbcClient jdbc;

    QuarantineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which report an entry keeps. */
    public record Key(String eventId, @Nullable String contentHash) {
        /** The id of an entry for a report whose event id another entry has, with other content. */
        private String distinctId() {
            return eventId + "#" + contentHash;
        }
    }

    /**
     * Keeps a report. One that is kept already stays dismissed when it was. An answer takes the place of the open one to the
     * same question with the same reason. The lock of the payment's shard must be held.
     */
    public void put(Report report, Instant now) {
        if (report.answer() && repeats(report, now)) {
            return;
        }
        var key = new Key(report.eventId(), report.contentHash());
        if (!insert(key.eventId(), report, now)) {
            insert(key.distinctId(), report, now);
        }
    }

    /** @return false when the entry with that id keeps another content */
    private boolean insert(String entryId, Report report, Instant now) {
        OffsetDateTime at = utc(now);
        int written = jdbc.sql("""
                        INSERT INTO quarantine (event_id, content_hash, payment_id, source, reason, detail, record,
                          received_at, quarantined_at, last_tried_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (event_id) DO UPDATE SET reason = excluded.reason, detail = excluded.detail,
                          attempts = quarantine.attempts + 1, last_tried_at = excluded.last_tried_at, applied_at = NULL
                        WHERE quarantine.content_hash IS NULL OR quarantine.content_hash = excluded.content_hash
                        """)
                .param(entryId)
                .param(report.contentHash())
                .param(report.paymentId())
                .param(report.source())
                .param(report.reason())
                .param(report.detail())
                .param(report.record())
                .param(utc(report.receivedAt()))
                .param(at)
                .param(at)
                .update();
        return written == 1;
    }

    /** Whether that took care of it. What is older than the last such answer was in its place before, and comes again. */
    private boolean repeats(Report report, Instant now) {
        Kept last = lastLike(report).orElse(null);
        if (last == null) {
            return false;
        }
        if (report.receivedAt().isBefore(last.receivedAt())) {
            return true;
        }
        if (last.open()) {
            jdbc.sql("""
                            UPDATE quarantine SET event_id = ?, detail = ?, record = ?, received_at = ?,
                              attempts = attempts + 1, last_tried_at = ?
                            WHERE id = ?
                            """)
                    .params(
                            report.eventId(),
                            report.detail(),
                            report.record(),
                            utc(report.receivedAt()),
                            utc(now),
                            last.id())
                    .update();
        }
        return last.open();
    }

    /** The last answer to the same question with the same reason; none when this very one is kept. */
    private Optional<Kept> lastLike(Report report) {
        return jdbc.sql("SELECT id, received_at, " + State.OPEN.condition + """
                         AS open FROM quarantine
                        WHERE payment_id = ? AND source = ? AND reason = ? AND received_at IS NOT NULL
                          AND NOT EXISTS (SELECT 1 FROM quarantine WHERE event_id = ?)
                        ORDER BY received_at DESC, id DESC LIMIT 1
                        """)
                .params(report.paymentId(), report.source(), report.reason(), report.eventId())
                .query((row, _) -> new Kept(
                        row.getLong("id"),
                        row.getBoolean("open"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** The reports on these payments that are held until the provider was queried, oldest first. */
    public StatementBatch.Rows<HeldReport> held(StatementBatch statements, Collection<String> paymentIds) {
        return statements.query(
                (row, _) -> new HeldReport(text(row, "payment_id"), Objects.requireNonNull(row.getBytes("record"))),
                "SELECT payment_id, record FROM quarantine WHERE payment_id = ANY (?) AND reason = ? AND "
                        + State.OPEN.condition + " ORDER BY id",
                paymentIds.toArray(String[]::new),
                QuarantineReason.REFUND_UNRESOLVED.code());
    }

    public void applied(Collection<Key> keys, Instant now) {
        if (keys.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        UPDATE quarantine AS q SET applied_at = ? FROM unnest(?, ?, ?) AS k (event_id, distinct_id, content_hash)
                        WHERE q.event_id IN (k.event_id, k.distinct_id) AND q.applied_at IS NULL
                          AND (q.content_hash IS NULL OR k.content_hash IS NULL OR q.content_hash = k.content_hash)
                        """)
                .params(
                        utc(now),
                        keys.stream().map(Key::eventId).toArray(String[]::new),
                        keys.stream().map(Key::distinctId).toArray(String[]::new),
                        keys.stream().map(Key::contentHash).toArray(String[]::new))
                .update();
    }

    /** Does nothing to what is not open. */
    void dismiss(long id, String operator, String why, Instant now) {
        jdbc.sql("UPDATE quarantine SET dismissed_at = ?, dismissed_by = ?, why = ? WHERE id = ? AND "
                        + State.OPEN.condition)
                .params(utc(now), operator, why, id)
                .update();
    }

    void triedBy(long id, String operator) {
        jdbc.sql("UPDATE quarantine SET last_tried_by = ? WHERE id = ?")
                .params(operator, id)
                .update();
    }

    Optional<Entry> find(long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM quarantine WHERE id = ?")
                .param(id)
                .query(QuarantineStore::entry)
                .optional();
    }

    long countOpen() {
        return jdbc.sql("SELECT count(*) FROM quarantine WHERE " + State.OPEN.condition)
                .query(Long.class)
                .single();
    }

    /** Newest first. */
    List<Entry> find(State state, long before, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM quarantine WHERE " + state.condition
                        + " AND id < ? ORDER BY id DESC LIMIT ?")
                .params(before, limit)
                .query(QuarantineStore::entry)
                .list();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getLong("id"),
                text(row, "event_id"),
                text(row, "payment_id"),
                row.getString("source"),
                text(row, "reason"),
                text(row, "detail"),
                Objects.requireNonNull(row.getBytes("record")),
                row.getInt("attempts"),
                row.getObject("quarantined_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_tried_at", OffsetDateTime.class).toInstant(),
                row.getString("last_tried_by"),
                time(row, "applied_at"),
                time(row, "dismissed_at"),
                row.getString("dismissed_by"),
                row.getString("why"));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
