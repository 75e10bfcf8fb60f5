package info.sopranoexch.payment.quarantine;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;
import static info.sopranoexch.starter.database.Columns.utc;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.domain.QuarantineReason;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.starter.database.ColumnArrays;
import info.sopranoexch.starter.database.StatementBatch;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the table {@code quarantine}. */
@Component
public class QuarantineStore {
    /** Header of a report that an operator applies again. Such a report leaves the quarantine when it is applied. */
    public static final String HEADER = "soprano_quarantine";

    /**
     * A report that could not be applied.
     *
     * @param record the value of the report's Kafka record, unchanged
     */
    public record NewEntry(ProviderEvent event, ReportIdentity identity, QuarantineReason reason, byte[] record) {
        private boolean isResponse() {
            return event.getSource() != ProviderEventSource.callback;
        }
    }

    /**
     * An entry, and its JSON for operators.
     *
     * @param source a callback, or the request whose response the report is
     * @param record the value of the report's Kafka record, unchanged
     * @param attempts how often the report could not be applied, including the responses that it replaced
     * @param lastTriedBy the operator who last applied the report again
     * @param appliedAt null if the report was not applied
     * @param dismissedAt null unless an operator dismissed the entry; a dismissed report can still be applied later
     */
    record Entry(
            long id,
            String eventId,
            String paymentId,
            @Nullable String source,
            String reason,
            String detail,
            @JsonIgnore byte[] record,
            int attempts,
            Instant quarantinedAt,
            Instant lastTriedAt,
            @Nullable String lastTriedBy,
            @Nullable Instant appliedAt,
            @Nullable Instant dismissedAt,
            @Nullable String dismissedBy,
            @JsonProperty("why") @Nullable String dismissalReason) {}

    /**
     * A report that waits for the response of the provider to a query.
     *
     * @param record the value of the report's Kafka record, unchanged
     */
    public record HeldReport(String paymentId, byte[] record) {}

    /** State of an entry. */
    enum State implements HasCode {
        OPEN("applied_at IS NULL AND dismissed_at IS NULL"),
        APPLIED("applied_at IS NOT NULL"),
        DISMISSED("applied_at IS NULL AND dismissed_at IS NOT NULL");

        private final String condition;

        State(String condition) {
            this.condition = condition;
        }
    }

    private record Previous(long id, boolean open, Instant receivedAt) {}

    private static final String COLUMNS = """
            id, event_id, payment_id, source, reason, detail, record, attempts, quarantined_at, last_tried_at, \
            last_tried_by, applied_at, dismissed_at, dismissed_by, dismissal_reason""";

    private final JdbcClient jdbc;

    QuarantineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores a report. A report that is stored already keeps its dismissal. A response replaces the open entry of an earlier
     * response to the same kind of request with the same reason. The caller must hold the lock of the payment's shard.
     */
    public void put(NewEntry entry, Instant now) {
        if (entry.isResponse() && replacesPrevious(entry, now)) {
            return;
        }
        if (!insert(entry.identity().eventId(), entry, now)) {
            insert(entry.identity().distinctId(), entry, now);
        }
    }

    /** @return false if an entry with this id has other content */
    private boolean insert(String entryId, NewEntry entry, Instant now) {
        ProviderEvent event = entry.event();
        int written = jdbc.sql("""
                        INSERT INTO quarantine (event_id, content_hash, payment_id, source, reason, detail, record,
                          received_at, quarantined_at, last_tried_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (event_id) DO UPDATE SET reason = excluded.reason, detail = excluded.detail,
                          attempts = quarantine.attempts + 1, last_tried_at = excluded.last_tried_at, applied_at = NULL
                        WHERE quarantine.content_hash IS NULL OR quarantine.content_hash = excluded.content_hash
                        """)
                .param(entryId)
                .param(entry.identity().contentHash())
                .param(event.getPaymentId())
                .param(event.getSource().name())
                .param(entry.reason().code())
                .param(entry.reason().detail())
                .param(entry.record())
                .param(utc(event.getReceivedAt()))
                .param(utc(now))
                .param(utc(now))
                .update();
        return written == 1;
    }

    /** @return true if nothing has to be inserted */
    private boolean replacesPrevious(NewEntry entry, Instant now) {
        Instant receivedAt = entry.event().getReceivedAt();
        Previous previous = findPrevious(entry).orElse(null);
        if (previous == null) {
            return false;
        }
        if (receivedAt.isBefore(previous.receivedAt())) {
            // A redelivered response that a newer one has replaced.
            return true;
        }
        if (previous.open()) {
            jdbc.sql("""
                            UPDATE quarantine SET event_id = ?, detail = ?, record = ?, received_at = ?,
                              attempts = attempts + 1, last_tried_at = ?
                            WHERE id = ?
                            """)
                    .params(
                            entry.identity().eventId(),
                            entry.reason().detail(),
                            entry.record(),
                            utc(receivedAt),
                            utc(now),
                            previous.id())
                    .update();
        }
        return previous.open();
    }

    /** The latest response to the same kind of request with the same reason; empty if exactly this response is stored. */
    private Optional<Previous> findPrevious(NewEntry entry) {
        ProviderEvent event = entry.event();
        return jdbc.sql("SELECT id, received_at, " + State.OPEN.condition + """
                         AS open FROM quarantine
                        WHERE payment_id = ? AND source = ? AND reason = ? AND received_at IS NOT NULL
                          AND NOT EXISTS (SELECT 1 FROM quarantine WHERE event_id = ?)
                        ORDER BY received_at DESC, id DESC LIMIT 1
                        """)
                .params(
                        event.getPaymentId(),
                        event.getSource().name(),
                        entry.reason().code(),
                        entry.identity().eventId())
                .query((row, _) -> new Previous(row.getLong("id"), row.getBoolean("open"), instant(row, "received_at")))
                .optional();
    }

    /** The reports about these payments that wait for the response to a query, oldest first. */
    public StatementBatch.Rows<HeldReport> held(StatementBatch statements, Collection<String> paymentIds) {
        return statements.query(
                (row, _) -> new HeldReport(text(row, "payment_id"), Objects.requireNonNull(row.getBytes("record"))),
                "SELECT payment_id, record FROM quarantine WHERE payment_id = ANY (?) AND reason = ? AND "
                        + State.OPEN.condition + " ORDER BY id",
                paymentIds.toArray(String[]::new),
                QuarantineReason.REFUND_UNRESOLVED.code());
    }

    /** Marks the entries of these reports as applied. */
    public void applied(List<ReportIdentity> reports, Instant now) {
        if (reports.isEmpty()) {
            return;
        }
        var columns = new ColumnArrays<>(reports);
        jdbc.sql("""
                        UPDATE quarantine AS q SET applied_at = ? FROM unnest(?, ?, ?) AS k (event_id, distinct_id, content_hash)
                        WHERE q.event_id IN (k.event_id, k.distinct_id) AND q.applied_at IS NULL
                          AND (q.content_hash IS NULL OR k.content_hash IS NULL OR q.content_hash = k.content_hash)
                        """)
                .params(
                        utc(now),
                        columns.text(ReportIdentity::eventId),
                        columns.text(ReportIdentity::distinctId),
                        columns.text(ReportIdentity::contentHash))
                .update();
    }

    /** Dismisses an open entry; does nothing to others. */
    void dismiss(long id, String operator, String reason, Instant now) {
        jdbc.sql("UPDATE quarantine SET dismissed_at = ?, dismissed_by = ?, dismissal_reason = ? WHERE id = ? AND "
                        + State.OPEN.condition)
                .params(utc(now), operator, reason, id)
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
                .query(Entry.class)
                .optional();
    }

    long countOpen() {
        return jdbc.sql("SELECT count(*) FROM quarantine WHERE " + State.OPEN.condition)
                .query(Long.class)
                .single();
    }

    /** @param before only entries with a smaller id; newest first */
    List<Entry> find(State state, long before, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM quarantine WHERE " + state.condition
                        + " AND id < ? ORDER BY id DESC LIMIT ?")
                .params(before, limit)
                .query(Entry.class)
                .list();
    }
}
