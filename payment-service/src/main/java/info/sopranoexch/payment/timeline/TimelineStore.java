package info.sopranoexch.payment.timeline;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.nullableInstant;
import static info.sopranoexch.starter.database.Columns.text;

import info.sopranoexch.starter.database.ColumnArrays;
import info.sopranoexch.starter.database.StatementBatch;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the table {@code timeline}. */
@Component
public class TimelineStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    TimelineStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Adds entries whose source has no entry yet. */
    public void add(StatementBatch statements, List<TimelineEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var columns = new ColumnArrays<>(entries);
        statements.update(
                """
                INSERT INTO timeline (payment_id, source_id, content_hash, occurred_at, kind, detail)
                SELECT payment_id, source_id, content_hash, to_timestamp_ms(occurred_at), kind, detail::jsonb
                FROM unnest(?, ?, ?, ?, ?, ?) AS t (payment_id, source_id, content_hash, occurred_at, kind, detail)
                ON CONFLICT (payment_id, source_id) DO NOTHING
                """,
                columns.text(TimelineEntry::paymentId),
                columns.text(TimelineEntry::sourceId),
                columns.text(TimelineEntry::contentHash),
                columns.instant(TimelineEntry::occurredAt),
                columns.text(TimelineEntry::kind),
                columns.text(entry -> JSON.writeValueAsString(entry.detail())));
    }

    void add(List<TimelineEntry> entries) {
        var statements = new StatementBatch();
        add(statements, entries);
        statements.execute(template);
    }

    /** A source that has an entry. */
    public record KnownSource(
            String paymentId, String sourceId, @Nullable String contentHash) {}

    /** The sources that have an entry. */
    public StatementBatch.Rows<KnownSource> known(
            StatementBatch statements, Collection<String> paymentIds, Collection<String> sourceIds) {
        return statements.query(
                (row, _) ->
                        new KnownSource(text(row, "payment_id"), text(row, "source_id"), row.getString("content_hash")),
                "SELECT payment_id, source_id, content_hash FROM timeline WHERE payment_id = ANY (?) AND source_id = ANY (?)",
                paymentIds.toArray(String[]::new),
                sourceIds.toArray(String[]::new));
    }

    /** @return time of the first entry of the kind */
    public Optional<Instant> firstAt(String paymentId, String kind) {
        return jdbc.sql("SELECT min(occurred_at) AS at FROM timeline WHERE payment_id = ? AND kind = ?")
                .params(paymentId, kind)
                .query((row, _) -> Optional.ofNullable(nullableInstant(row, "at")))
                .single();
    }

    /** @return the newest entries, sorted, oldest first */
    public List<TimelineEntry> find(String paymentId, int limit) {
        return jdbc.sql("""
                        SELECT * FROM (
                          SELECT id, payment_id, source_id, occurred_at, kind, detail FROM timeline
                          WHERE payment_id = ? ORDER BY occurred_at DESC, id DESC LIMIT ?) newest
                        ORDER BY occurred_at, id
                        """)
                .params(paymentId, limit)
                .query((row, _) -> new TimelineEntry(
                        text(row, "payment_id"),
                        text(row, "source_id"),
                        instant(row, "occurred_at"),
                        text(row, "kind"),
                        JSON.readValue(text(row, "detail"), OBJECT)))
                .list();
    }
}
