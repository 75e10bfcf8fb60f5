package info.sopranoexch.payment.quarantine;

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
     * @param record the value as it came, in the wire format of {@code provider.events.v1}
     * @param attempts how often it could not be applied
     * @param appliedAt null while it is in quarantine
     */
    public record Entry(
            long id,
            String eventId,
            String paymentId,
            String reason,
            String detail,
            byte[] record,
            int attempts,
            Instant quarantinedAt,
            Instant lastTriedAt,
            @Nullable Instant appliedAt) {}

    private static final String COLUMNS =
            "id, event_id, payment_id, reason, detail, record, attempts, quarantined_at, last_tried_at, applied_at";

    private final JdbcClient jdbc;

    QuarantineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void put(String eventId, String paymentId, String reason, String detail, byte[] record, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        INSERT INTO quarantine (event_id, payment_id, reason, detail, record, quarantined_at, last_tried_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (event_id) DO UPDATE SET reason = excluded.reason, detail = excluded.detail,
                          attempts = quarantine.attempts + 1, last_tried_at = excluded.last_tried_at, applied_at = NULL
                        """).params(eventId, paymentId, reason, detail, record, at, at).update();
    }

    public void applied(Collection<String> eventIds, Instant now) {
        if (!eventIds.isEmpty()) {
            jdbc.sql("UPDATE quarantine SET applied_at = ? WHERE event_id = ANY (?) AND applied_at IS NULL")
                    .params(now.atOffset(ZoneOffset.UTC), eventIds.toArray(String[]::new))
                    .update();
        }
    }

    Optional<Entry> find(long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM quarantine WHERE id = ?")
                .param(id)
                .query(QuarantineStore::entry)
                .optional();
    }

    long countOpen() {
        return jdbc.sql("SELECT count(*) FROM quarantine WHERE applied_at IS NULL")
                .query(Long.class)
                .single();
    }

    /** What is still in quarantine, newest first. */
    List<Entry> open(long before, int limit) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM quarantine WHERE applied_at IS NULL AND id < ? ORDER BY id DESC LIMIT ?")
                .params(before, limit)
                .query(QuarantineStore::entry)
                .list();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        OffsetDateTime applied = row.getObject("applied_at", OffsetDateTime.class);
        return new Entry(
                row.getLong("id"),
                text(row, "event_id"),
                text(row, "payment_id"),
                text(row, "reason"),
                text(row, "detail"),
                Objects.requireNonNull(row.getBytes("record")),
                row.getInt("attempts"),
                row.getObject("quarantined_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_tried_at", OffsetDateTime.class).toInstant(),
                applied == null ? null : applied.toInstant());
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
