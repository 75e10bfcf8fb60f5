package info.sopranoexch.payment.processing;

import info.sopranoexch.starter.database.StatementBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** SQL of the first outcomes of commands. */
@Component
class OutcomeStore {
    /**
     * @param operation {@code cancel}, {@code refund} or {@code review}
     * @param key {@code k:} and the Idempotency-Key, or {@code c:} and the command id
     */
    record Key(String paymentId, String operation, String key) {}

    /** @param reply in the wire format of {@code payment.replies.v1} */
    record Outcome(Key key, String commandId, @Nullable String fingerprint, byte[] reply, Instant createdAt) {}

    private final JdbcTemplate jdbc;

    OutcomeStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The outcomes under these keys, as far as there are any. */
    StatementBatch.Rows<Outcome> load(StatementBatch statements, Collection<Key> keys) {
        List<Key> wanted = List.copyOf(keys);
        return statements.query(
                OutcomeStore::outcome,
                """
                SELECT o.payment_id, o.operation, o.key, o.command_id, o.fingerprint, o.reply, o.created_at
                FROM unnest(?, ?, ?) AS w (payment_id, operation, key)
                JOIN command_outcomes AS o USING (payment_id, operation, key)
                """,
                wanted.stream().map(Key::paymentId).toArray(String[]::new),
                wanted.stream().map(Key::operation).toArray(String[]::new),
                wanted.stream().map(Key::key).toArray(String[]::new));
    }

    Optional<Outcome> find(Key key) {
        var statements = new StatementBatch();
        StatementBatch.Rows<Outcome> found = load(statements, List.of(key));
        statements.execute(jdbc);
        return found.get().stream().findFirst();
    }

    void insert(StatementBatch statements, List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        statements.update(
                """
                        INSERT INTO command_outcomes (payment_id, operation, key, command_id, fingerprint, reply, created_at)
                        SELECT payment_id, operation, key, command_id, fingerprint, reply, from_ms(created_at)
                        FROM unnest(?, ?, ?, ?, ?, ?, ?)
                          AS o (payment_id, operation, key, command_id, fingerprint, reply, created_at)
                        """,
                outcomes.stream().map(o -> o.key().paymentId()).toArray(String[]::new),
                outcomes.stream().map(o -> o.key().operation()).toArray(String[]::new),
                outcomes.stream().map(o -> o.key().key()).toArray(String[]::new),
                outcomes.stream().map(Outcome::commandId).toArray(String[]::new),
                outcomes.stream().map(Outcome::fingerprint).toArray(String[]::new),
                outcomes.stream().map(Outcome::reply).toArray(byte[][]::new),
                outcomes.stream().map(o -> o.createdAt().toEpochMilli()).toArray(Long[]::new));
    }

    private static Outcome outcome(ResultSet row, int number) throws SQLException {
        return new Outcome(
                new Key(row.getString("payment_id"), row.getString("operation"), row.getString("key")),
                row.getString("command_id"),
                row.getString("fingerprint"),
                Objects.requireNonNull(row.getBytes("reply")),
                row.getTimestamp("created_at").toInstant());
    }
}
