package info.sopranoexch.payment.apikeys;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** SQL of accounts and API keys. */
@Component
class ApiKeyStore {
    /** When a key was last used, as a gateway saw it. */
    record Use(String id, Instant lastUsedAt) {}

    private static final String COLUMNS =
            "key_id, account_id, version, name, hash, scopes, valid_until, revoked_at, last_used_at, created_at";

    private final JdbcClient jdbc;

    ApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long createAccount(String name, Instant now) {
        return jdbc.sql("INSERT INTO accounts (name, created_at) VALUES (?, ?) RETURNING account_id")
                .params(name, now.atOffset(ZoneOffset.UTC))
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
                        key.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void update(ApiKey key) {
        jdbc.sql("UPDATE api_keys SET version = ?, valid_until = ?, revoked_at = ? WHERE key_id = ?")
                .param(key.version())
                .param(utc(key.validUntil()))
                .param(utc(key.revokedAt()))
                .param(key.keyId())
                .update();
    }

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
                .params(before.atOffset(ZoneOffset.UTC), beforeId, limit)
                .query(ApiKeyStore::key)
                .list();
    }

    /** Of all accounts, by id. */
    List<ApiKey> all(String after, int limit) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM api_keys WHERE key_id > ? ORDER BY key_id LIMIT ?")
                .params(after, limit)
                .query(ApiKeyStore::key)
                .list();
    }

    /** Times only go forward; unknown keys are passed over. */
    void used(List<Use> uses) {
        jdbc.sql("""
                        UPDATE api_keys AS k SET last_used_at = from_ms(u.at)
                        FROM (SELECT key_id, max(at) AS at FROM unnest(?, ?) AS given (key_id, at) GROUP BY key_id) AS u
                        WHERE k.key_id = u.key_id AND (k.last_used_at IS NULL OR k.last_used_at < from_ms(u.at))
                        """)
                .params(
                        uses.stream().map(Use::id).toArray(String[]::new),
                        uses.stream()
                                .map(use -> use.lastUsedAt().toEpochMilli())
                                .toArray(Long[]::new))
                .update();
    }

    private static ApiKey key(ResultSet row, int number) throws SQLException {
        Array scopes = row.getArray("scopes");
        return new ApiKey(
                Objects.requireNonNull(row.getString("key_id")),
                row.getLong("account_id"),
                row.getLong("version"),
                Objects.requireNonNull(row.getString("name")),
                Objects.requireNonNull(row.getString("hash")),
                List.of((String[]) scopes.getArray()),
                time(row, "valid_until"),
                time(row, "revoked_at"),
                time(row, "last_used_at"),
                Objects.requireNonNull(time(row, "created_at")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
