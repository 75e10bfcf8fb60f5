package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.domain.LateSuccessPolicy;
import info.sopranoexch.payment.domain.MerchantTerms;
import info.sopranoexch.starter.database.StatementBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** SQL of merchants, their endpoints and secrets. */
@Component
public class MerchantStore {
    private static final String LOGO =
            "(SELECT l.tag FROM merchant_logos AS l WHERE l.merchant_id = m.merchant_id) AS logo";
    private static final String COLUMNS = "m.merchant_id, m.account_id, m.version, m.name, m.default_currency,"
            + " m.max_amount_minor, m.max_amounts_minor, m.late_success, m.return_urls, m.legal_name, m.support_contact, "
            + LOGO + ", m.created_at, m.updated_at";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Long>> CAPS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    MerchantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The terms of those merchants that exist, and of the payments' merchants. */
    public StatementBatch.Rows<MerchantTerms> termsOf(
            StatementBatch statements, Collection<Long> merchantIds, Collection<String> paymentIds) {
        return statements.query(
                (row, _) -> new MerchantTerms(
                        row.getLong("merchant_id"),
                        row.getLong("account_id"),
                        text(row, "default_currency"),
                        row.getObject("max_amount_minor", Long.class),
                        caps(row),
                        LateSuccessPolicy.of(text(row, "late_success"))),
                """
                SELECT merchant_id, account_id, default_currency, max_amount_minor, max_amounts_minor, late_success
                FROM merchants
                WHERE merchant_id = ANY (array_cat(?, ARRAY(SELECT merchant_id FROM payments WHERE payment_id = ANY (?))))
                """,
                merchantIds.toArray(Long[]::new),
                paymentIds.toArray(String[]::new));
    }

    /** A merchant as payers see it. */
    public record Seller(String name, MerchantProfile profile) {}

    /** @return the merchant, whatever its account */
    public Optional<Seller> seller(long merchantId) {
        return jdbc.sql("SELECT m.name, m.legal_name, m.support_contact, " + LOGO
                        + " FROM merchants AS m WHERE m.merchant_id = ?")
                .param(merchantId)
                .query((row, _) -> new Seller(text(row, "name"), profile(row)))
                .optional();
    }

    /** @return the new merchant's id; its endpoints and secrets are to be put separately */
    long insert(long accountId, MerchantSettings settings, Instant now) {
        return jdbc.sql("""
                        INSERT INTO merchants (account_id, version, name, default_currency, max_amount_minor,
                          max_amounts_minor, late_success, return_urls, legal_name, support_contact, created_at, updated_at)
                        VALUES (?, 1, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?) RETURNING merchant_id
                        """)
                .param(accountId)
                .param(settings.name())
                .param(settings.defaultCurrency())
                .param(settings.maxAmountMinor())
                .param(JSON.writeValueAsString(settings.maxAmountsMinor()))
                .param(settings.lateSuccess().code())
                .param(settings.returnUrls().toArray(String[]::new))
                .param(settings.profile().legalName())
                .param(settings.profile().supportContact())
                .param(now.atOffset(ZoneOffset.UTC))
                .param(now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    void update(long merchantId, MerchantSettings settings, Instant now) {
        jdbc.sql("""
                        UPDATE merchants SET version = version + 1, name = ?, default_currency = ?, max_amount_minor = ?,
                          max_amounts_minor = ?::jsonb, late_success = ?, return_urls = ?, legal_name = ?,
                          support_contact = ?, updated_at = ?
                        WHERE merchant_id = ?
                        """)
                .param(settings.name())
                .param(settings.defaultCurrency())
                .param(settings.maxAmountMinor())
                .param(JSON.writeValueAsString(settings.maxAmountsMinor()))
                .param(settings.lateSuccess().code())
                .param(settings.returnUrls().toArray(String[]::new))
                .param(settings.profile().legalName())
                .param(settings.profile().supportContact())
                .param(now.atOffset(ZoneOffset.UTC))
                .param(merchantId)
                .update();
    }

    void touch(long merchantId, Instant now) {
        jdbc.sql("UPDATE merchants SET version = version + 1, updated_at = ? WHERE merchant_id = ?")
                .params(now.atOffset(ZoneOffset.UTC), merchantId)
                .update();
    }

    void putEndpoint(long merchantId, Merchant.Endpoint endpoint) {
        String[] statuses = endpoint.statuses().toArray(String[]::new);
        if (endpoint.endpointId() == 0) {
            jdbc.sql("""
                            INSERT INTO merchant_endpoints (merchant_id, url, statuses, headers_ciphertext, enabled)
                            VALUES (?, ?, ?, ?, ?)
                            """)
                    .param(merchantId)
                    .param(endpoint.url())
                    .param(statuses)
                    .param(endpoint.headersCiphertext())
                    .param(endpoint.enabled())
                    .update();
        } else {
            jdbc.sql("""
                            UPDATE merchant_endpoints SET url = ?, statuses = ?, headers_ciphertext = ?, enabled = ?
                            WHERE merchant_id = ? AND endpoint_id = ?
                            """)
                    .param(endpoint.url())
                    .param(statuses)
                    .param(endpoint.headersCiphertext())
                    .param(endpoint.enabled())
                    .param(merchantId)
                    .param(endpoint.endpointId())
                    .update();
        }
    }

    void removeEndpointsBut(long merchantId, Collection<Long> kept) {
        jdbc.sql("DELETE FROM merchant_endpoints WHERE merchant_id = ? AND NOT endpoint_id = ANY (?)")
                .params(merchantId, kept.toArray(Long[]::new))
                .update();
    }

    void addSecret(long merchantId, byte[] ciphertext, Instant now) {
        jdbc.sql("INSERT INTO merchant_secrets (merchant_id, ciphertext, created_at) VALUES (?, ?, ?)")
                .params(merchantId, ciphertext, now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Lets the current secrets end; those that have ended, and all but the newest {@code kept}, are forgotten. */
    void endSecrets(long merchantId, Instant end, Instant now, int kept) {
        jdbc.sql("""
                        DELETE FROM merchant_secrets WHERE merchant_id = ? AND (valid_until <= ? OR secret_id NOT IN (
                          SELECT secret_id FROM merchant_secrets WHERE merchant_id = ? ORDER BY secret_id DESC LIMIT ?))
                        """)
                .params(merchantId, now.atOffset(ZoneOffset.UTC), merchantId, kept)
                .update();
        jdbc.sql("UPDATE merchant_secrets SET valid_until = least(valid_until, ?) WHERE merchant_id = ?")
                .params(end.atOffset(ZoneOffset.UTC), merchantId)
                .update();
    }

    Optional<Merchant> find(long merchantId, long accountId) {
        return list("m.merchant_id = ? AND m.account_id = ?", List.of(merchantId, accountId)).stream()
                .findFirst();
    }

    /** Oldest first. */
    List<Merchant> list(long accountId, long after, int limit) {
        return list(
                "m.account_id = ? AND m.merchant_id > ? ORDER BY m.merchant_id LIMIT ?",
                List.of(accountId, after, limit));
    }

    /** Of all accounts, oldest first. */
    List<Merchant> all(long after, int limit) {
        return list("m.merchant_id > ? ORDER BY m.merchant_id LIMIT ?", List.of(after, limit));
    }

    private List<Merchant> list(String condition, List<?> params) {
        List<Merchant> found = jdbc.sql("SELECT " + COLUMNS + " FROM merchants AS m WHERE " + condition)
                .params(params)
                .query(MerchantStore::merchant)
                .list();
        Long[] ids = found.stream().map(Merchant::merchantId).toArray(Long[]::new);
        Map<Long, List<Merchant.Endpoint>> endpoints = grouped("""
                SELECT merchant_id, endpoint_id, url, statuses, headers_ciphertext, enabled
                FROM merchant_endpoints WHERE merchant_id = ANY (?) ORDER BY endpoint_id
                """, ids, MerchantStore::endpoint);
        Map<Long, List<Merchant.Secret>> secrets = grouped("""
                SELECT merchant_id, secret_id, ciphertext, valid_until, created_at
                FROM merchant_secrets WHERE merchant_id = ANY (?) ORDER BY secret_id DESC
                """, ids, MerchantStore::secret);
        return found.stream()
                .map(m -> new Merchant(
                        m.merchantId(),
                        m.accountId(),
                        m.version(),
                        m.name(),
                        m.defaultCurrency(),
                        m.maxAmountMinor(),
                        m.maxAmountsMinor(),
                        m.lateSuccess(),
                        m.returnUrls(),
                        m.profile(),
                        endpoints.getOrDefault(m.merchantId(), List.of()),
                        secrets.getOrDefault(m.merchantId(), List.of()),
                        m.createdAt(),
                        m.updatedAt()))
                .toList();
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Map<Long, List<T>> grouped(String sql, Long[] ids, Reader<T> reader) {
        var grouped = new HashMap<Long, List<T>>();
        if (ids.length > 0) {
            jdbc.sql(sql).param(ids).query(row -> {
                grouped.computeIfAbsent(row.getLong("merchant_id"), _ -> new java.util.ArrayList<>())
                        .add(reader.read(row));
            });
        }
        return grouped;
    }

    private static Merchant merchant(ResultSet row, int number) throws SQLException {
        return new Merchant(
                row.getLong("merchant_id"),
                row.getLong("account_id"),
                row.getLong("version"),
                text(row, "name"),
                text(row, "default_currency"),
                row.getObject("max_amount_minor", Long.class),
                caps(row),
                LateSuccessPolicy.of(text(row, "late_success")),
                texts(row, "return_urls"),
                profile(row),
                List.of(),
                List.of(),
                Objects.requireNonNull(time(row, "created_at")),
                Objects.requireNonNull(time(row, "updated_at")));
    }

    private static MerchantProfile profile(ResultSet row) throws SQLException {
        return new MerchantProfile(
                row.getString("legal_name"), row.getString("support_contact"), row.getString("logo"));
    }

    private static Map<String, Long> caps(ResultSet row) throws SQLException {
        return JSON.readValue(text(row, "max_amounts_minor"), CAPS);
    }

    private static Merchant.Endpoint endpoint(ResultSet row) throws SQLException {
        return new Merchant.Endpoint(
                row.getLong("endpoint_id"),
                text(row, "url"),
                texts(row, "statuses"),
                row.getBytes("headers_ciphertext"),
                row.getBoolean("enabled"));
    }

    private static Merchant.Secret secret(ResultSet row) throws SQLException {
        return new Merchant.Secret(
                row.getLong("secret_id"),
                Objects.requireNonNull(row.getBytes("ciphertext")),
                time(row, "valid_until"),
                Objects.requireNonNull(time(row, "created_at")));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
