package info.sopranoexch.payment.idempotency;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;

import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.Idempotency;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.schemas.avro.SettleReview;
import info.sopranoexch.starter.database.ColumnArrays;
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

/** Reads and writes the table {@code command_results}. */
@Component
public class CommandResultStore {
    /**
     * @param operation {@code cancel}, {@code refund} or {@code review}
     * @param key {@code k:} and the Idempotency-Key, or {@code c:} and the command id
     */
    public record Key(String paymentId, String operation, String key) {
        /** @return null for a command whose result is not stored */
        public static @Nullable Key of(PaymentCommand command) {
            String operation = switch (command.getBody()) {
                case CancelPayment _ -> "cancel";
                case RefundPayment _ -> "refund";
                case SettleReview _ -> "review";
                default -> null;
            };
            if (operation == null) {
                return null;
            }
            Idempotency idempotency = command.getIdempotency();
            String key = idempotency == null ? "c:" + command.getCommandId() : "k:" + idempotency.getKey();
            return new Key(command.getPaymentId(), operation, key);
        }
    }

    /** @param reply in the wire format of {@code payment.replies.v1} */
    public record CommandResult(
            Key key, String commandId, @Nullable String fingerprint, byte[] reply, Instant createdAt) {}

    private final JdbcTemplate jdbc;

    CommandResultStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public StatementBatch.Rows<CommandResult> load(StatementBatch statements, Collection<Key> keys) {
        var columns = new ColumnArrays<>(List.copyOf(keys));
        return statements.query(
                CommandResultStore::result,
                """
                SELECT r.payment_id, r.operation, r.key, r.command_id, r.fingerprint, r.reply, r.created_at
                FROM unnest(?, ?, ?) AS w (payment_id, operation, key)
                JOIN command_results AS r USING (payment_id, operation, key)
                """,
                columns.text(Key::paymentId),
                columns.text(Key::operation),
                columns.text(Key::key));
    }

    public Optional<CommandResult> find(Key key) {
        var statements = new StatementBatch();
        StatementBatch.Rows<CommandResult> found = load(statements, List.of(key));
        statements.execute(jdbc);
        return found.get().stream().findFirst();
    }

    public void insert(StatementBatch statements, List<CommandResult> results) {
        if (results.isEmpty()) {
            return;
        }
        var columns = new ColumnArrays<>(results);
        statements.update(
                """
                INSERT INTO command_results (payment_id, operation, key, command_id, fingerprint, reply, created_at)
                SELECT payment_id, operation, key, command_id, fingerprint, reply, to_timestamp_ms(created_at)
                FROM unnest(?, ?, ?, ?, ?, ?, ?)
                  AS r (payment_id, operation, key, command_id, fingerprint, reply, created_at)
                """,
                columns.text(r -> r.key().paymentId()),
                columns.text(r -> r.key().operation()),
                columns.text(r -> r.key().key()),
                columns.text(CommandResult::commandId),
                columns.text(CommandResult::fingerprint),
                columns.bytes(CommandResult::reply),
                columns.instant(CommandResult::createdAt));
    }

    private static CommandResult result(ResultSet row, int number) throws SQLException {
        return new CommandResult(
                new Key(text(row, "payment_id"), text(row, "operation"), text(row, "key")),
                text(row, "command_id"),
                row.getString("fingerprint"),
                Objects.requireNonNull(row.getBytes("reply")),
                instant(row, "created_at"));
    }
}
