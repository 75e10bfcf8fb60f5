package info.sopranoexch.payment.timeline;

import info.sopranoexch.starter.database.StatementBatch;
import java.time.Instant;
import java.time.OffsetDateTime;
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

/** SQL of the timeline. */
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

    /** Lines whose source is there already are left out. */
    public void add(StatementBatch statements, List<TimelineEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        statements.update(
                """
                        INSERT INTO timeline (payment_id, source_id, content_hash, occurred_at, kind, detail)
                        SELECT payment_id, source_id, content_hash, from_ms(occurred_at), kind, detail::jsonb
                        FROM unnest(?, ?, ?, ?, ?, ?) AS t (payment_id, source_id, content_hash, occurred_at, kind, detail)
                        ON CONFLICT (payment_id, source_id) DO NOTHING
                        """,
                entries.stream().map(TimelineEntry::paymentId).toArray(String[]::new),
                entries.stream().map(TimelineEntry::sourceId).toArray(String[]::new),
                entries.stream().map(TimelineEntry::contentHash).toArray(String[]::new),
                entries.stream().map(e -> e.occurredAt().toEpochMilli()).toArray(Long[]::new),
                entries.stream().map(TimelineEntry::kind).toArray(String[]::new),
                entries.stream().map(e -> JSON.writeValueAsString(e.detail())).toArray(String[]::new));
    }

    /** As above, by itself. */
    void add(List<TimelineEntry> entries) {
        var statements = new StatementBatch();
        add(statements, entries);
        statements.execute(template);
    }

    /** A source that has a line. */
    public record KnownSource(
            String paymentId, String sourceId, @Nullable String contentHash) {}

    /** Which of the sources have a line. */
    public StatementBatch.Rows<KnownSource> known(
            StatementBatch statements, Collection<String> paymentIds, Collection<String> sourceIds) {
        return statements.query(
                (row, _) -> new KnownSource(row.getString(1), row.getString(2), row.getString(3)),
                "SELECT payment_id, source_id, content_hash FROM timeline WHERE payment_id = ANY (?) AND source_id = ANY (?)",
                paymentIds.toArray(String[]::new),
                sourceIds.toArray(String[]::new));
    }

    /** @return the time of the payment's first line of that kind */
    public Optional<Instant> firstAt(String paymentId, String kind) {
        return jdbc.sql("SELECT min(occurred_at) AS at FROM timeline WHERE payment_id = ? AND kind = ?")
                .params(paymentId, kind)
                .query((row, _) -> Optional.ofNullable(row.getObject("at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    /** The newest, oldest of them first. */
    public List<TimelineEntry> of(String paymentId, int limit) {
        return jdbc.sql("""
                        SELECT * FROM (
                          SELECT id, payment_id, source_id, occurred_at, kind, detail FROM timeline
                          WHERE payment_id = ? ORDER BY occurred_at DESC, id DESC LIMIT ?) newest
                        ORDER BY occurred_at, id
                        """)
                .params(paymentId, limit)
                .query((row, _) -> new TimelineEntry(
                        row.getString("payment_id"),
                        row.getString("source_id"),
                        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        row.getString("kind"),
                        JSON.readValue(row.getString("detail"), OBJECT)))
                .list();
    }
}
