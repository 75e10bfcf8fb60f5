package info.sopranoexch.payment.apikeys;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.nullableInstant;
import static info.sopranoexch.starter.database.Columns.nullableUtc;
import static info.sopranoexch.starter.database.Columns.text;
import static info.sopranoexch.starter.database.Columns.utc;

import info.sopranoexch.starter.database.ColumnArrays;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the tables {@code accounts} and {@code api_keys}. */
@Component
class ApiKeyStore {
    /** The last use of a key that a gateway reports. */
    record Use(String id, Instant lastUsedAt) {}

    private static final String COLUMNS =
            "key_id, account_id, version, name, hash, scopes, valid_until, revoked_at, last_used_at, created_at";

    private final JdbcClient jdbc;

    ApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long createAccount(String name, Instant now) {
        return jdbc.sql("INSERT INTO accounts (name, created_at) VALUES (?, ?) RETURNING account_id")
                .params(name, utc(now))
                .query(Long.class)
                .single();
    }

    boolean accountExists(long accountId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM accounts WHERE account_id = ?)")
                .param(accountId)
                .query(Boolean.class)
                .single();
    }

    void insert(ApiKey key) {
        jdbc.sql("""
                        INSERT INTO api_keys (key_id, account_id, version, name, hash, scopes, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        key.keyId(),
                        key.accountId(),
                        key.version(),
                        key.name(),
                        key.hash(),
                        key.scopes().toArray(String[]::new),
                        utc(key.createdAt()))
                .update();
    }

    void update(ApiKey key) {
        jdbc.sql("UPDATE api_keys SET version = ?, valid_until = ?, revoked_at = ? WHERE key_id = ?")
                .param(key.version())
                .param(nullableUtc(key.validUntil()))
                .param(nullableUtc(key.revokedAt()))
                .param(key.keyId())
                .update();
    }

    /** Locks the row. */
    Optional<ApiKey> find(String keyId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM api_keys WHERE key_id = ? FOR UPDATE")
                .param(keyId)
                .query(ApiKeyStore::key)
                .optional();
    }

    /** Newest first. */
    List<ApiKey> list(Instant before, String beforeId, int limit) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        SELECT %s FROM api_keys WHERE (created_at, key_id) < (?, ?)
                        ORDER BY created_at DESC, key_id DESC LIMIT ?
                        """, COLUMNS))
                .params(utc(before), beforeId, limit)
                .query(ApiKeyStore::key)
                .list();
    }

    /** Keys of all accounts, ascending by id. */
    List<ApiKey> all(String after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM api_keys WHERE key_id > ? ORDER BY key_id LIMIT ?")
                .params(after, limit)
                .query(ApiKeyStore::key)
                .list();
    }

    /** Updates the times of last use if they are later; unknown keys are ignored. */
    void used(List<Use> uses) {
        var columns = new ColumnArrays<>(uses);
        jdbc.sql("""
                        UPDATE api_keys AS k SET last_used_at = to_timestamp_ms(u.at)
                        FROM (SELECT key_id, max(at) AS at FROM unnest(?, ?) AS given (key_id, at) GROUP BY key_id) AS u
                        WHERE k.key_id = u.key_id AND (k.last_used_at IS NULL OR k.last_used_at < to_timestamp_ms(u.at))
                        """)
                .params(columns.text(Use::id), columns.instant(Use::lastUsedAt))
                .update();
    }

    private static ApiKey key(ResultSet row, int number) throws SQLException {
        Array scopes = row.getArray("scopes");
        return new ApiKey(
                text(row, "key_id"),
                row.getLong("account_id"),
                row.getLong("version"),
                text(row, "name"),
                text(row, "hash"),
                List.of((String[]) scopes.getArray()),
                nullableInstant(row, "valid_until"),
                nullableInstant(row, "revoked_at"),
                nullableInstant(row, "last_used_at"),
                instant(row, "created_at"));
    }
}
