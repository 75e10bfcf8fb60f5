package info.sopranoexch.payment.merchants;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.nullableInstant;
import static info.sopranoexch.starter.database.Columns.text;
import static info.sopranoexch.starter.database.Columns.utc;

import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.domain.LateSuccessPolicy;
import info.sopranoexch.payment.domain.MerchantPolicy;
import info.sopranoexch.starter.database.StatementBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes merchants with their endpoints, secrets and logos. */
@Component
public class MerchantStore {
    private static final String LOGO =
            "(SELECT l.tag FROM merchant_logos AS l WHERE l.merchant_id = m.merchant_id) AS logo";
    private static final String COLUMNS = "m.merchant_id, m.account_id, m.version, m.name, m.default_currency,"
            + " m.max_amount_minor, m.max_amounts_minor, m.late_success, m.return_urls, m.legal_name, m.support_contact, "
            + LOGO + ", m.created_at, m.updated_at";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Long>> MAX_AMOUNTS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    MerchantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The policies of these merchants and of the merchants of these payments. */
    public StatementBatch.Rows<MerchantPolicy> policies(
            StatementBatch statements, Collection<Long> merchantIds, Collection<String> paymentIds) {
        return statements.query(
                (row, _) -> new MerchantPolicy(
                        row.getLong("merchant_id"),
                        row.getLong("account_id"),
                        text(row, "default_currency"),
                        row.getObject("max_amount_minor", Long.class),
                        maxAmounts(row),
                        HasCode.of(LateSuccessPolicy.class, text(row, "late_success"))),
                """
                SELECT merchant_id, account_id, default_currency, max_amount_minor, max_amounts_minor, late_success
                FROM merchants
                WHERE merchant_id = ANY (array_cat(?, ARRAY(SELECT merchant_id FROM payments WHERE payment_id = ANY (?))))
                """,
                merchantIds.toArray(Long[]::new),
                paymentIds.toArray(String[]::new));
    }

    /** The fields of a merchant that payers see. */
    public record Seller(String name, MerchantProfile profile) {}

    /** @return the merchant of any account */
    public Optional<Seller> seller(long merchantId) {
        return jdbc.sql("SELECT m.name, m.legal_name, m.support_contact, " + LOGO
                        + " FROM merchants AS m WHERE m.merchant_id = ?")
                .param(merchantId)
                .query((row, _) -> new Seller(text(row, "name"), profile(row)))
                .optional();
    }

    /** Inserts the merchant without endpoints and secrets. @return its id */
    long insert(long accountId, MerchantRequest request, Instant now) {
        return write("""
                        INSERT INTO merchants (name, default_currency, max_amount_minor, max_amounts_minor, late_success,
                          return_urls, legal_name, support_contact, version, account_id, created_at, updated_at)
                        VALUES (?, ?, ?, ?::jsonb, ?, ?, ?, ?, 1, ?, ?, ?) RETURNING merchant_id
                        """, request)
                .param(accountId)
                .param(utc(now))
                .param(utc(now))
                .query(Long.class)
                .single();
    }

    void update(long merchantId, MerchantRequest request, Instant now) {
        write("""
                        UPDATE merchants SET name = ?, default_currency = ?, max_amount_minor = ?,
                          max_amounts_minor = ?::jsonb, late_success = ?, return_urls = ?, legal_name = ?,
                          support_contact = ?, version = version + 1, updated_at = ?
                        WHERE merchant_id = ?
                        """, request).param(utc(now)).param(merchantId).update();
    }

    /** A statement whose first parameters are the fields of the request. */
    private JdbcClient.StatementSpec write(String sql, MerchantRequest request) {
        return jdbc.sql(sql)
                .param(request.name())
                .param(request.defaultCurrency())
                .param(request.maxAmountMinor())
                .param(JSON.writeValueAsString(request.maxAmountsMinor()))
                .param(request.lateSuccess().code())
                .param(request.returnUrls().toArray(String[]::new))
                .param(request.profile().legalName())
                .param(request.profile().supportContact());
    }

    void incrementVersion(long merchantId, Instant now) {
        jdbc.sql("UPDATE merchants SET version = version + 1, updated_at = ? WHERE merchant_id = ?")
                .params(utc(now), merchantId)
                .update();
    }

    /** Inserts the endpoint if its id is 0, otherwise updates it. */
    void putEndpoint(long merchantId, Merchant.Endpoint endpoint) {
        String sql = endpoint.endpointId() == 0 ? """
                        INSERT INTO merchant_endpoints (url, statuses, headers_ciphertext, enabled, merchant_id)
                        VALUES (?, ?, ?, ?, ?)
                        """ : """
                        UPDATE merchant_endpoints SET url = ?, statuses = ?, headers_ciphertext = ?, enabled = ?
                        WHERE merchant_id = ? AND endpoint_id = ?
                        """;
        var statement = jdbc.sql(sql)
                .param(endpoint.url())
                .param(endpoint.statuses().toArray(String[]::new))
                .param(endpoint.headersCiphertext())
                .param(endpoint.enabled())
                .param(merchantId);
        (endpoint.endpointId() == 0 ? statement : statement.param(endpoint.endpointId())).update();
    }

    void removeEndpointsExcept(long merchantId, Collection<Long> kept) {
        jdbc.sql("DELETE FROM merchant_endpoints WHERE merchant_id = ? AND NOT endpoint_id = ANY (?)")
                .params(merchantId, kept.toArray(Long[]::new))
                .update();
    }

    void addSecret(long merchantId, byte[] ciphertext, Instant now) {
        jdbc.sql("INSERT INTO merchant_secrets (merchant_id, ciphertext, created_at) VALUES (?, ?, ?)")
                .params(merchantId, ciphertext, utc(now))
                .update();
    }

    /** Ends the current secrets. Deletes the ended secrets and all but the newest {@code kept} ones. */
    void endSecrets(long merchantId, Instant end, Instant now, int kept) {
        jdbc.sql("""
                        DELETE FROM merchant_secrets WHERE merchant_id = ? AND (valid_until <= ? OR secret_id NOT IN (
                          SELECT secret_id FROM merchant_secrets WHERE merchant_id = ? ORDER BY secret_id DESC LIMIT ?))
                        """).params(merchantId, utc(now), merchantId, kept).update();
        jdbc.sql("UPDATE merchant_secrets SET valid_until = least(valid_until, ?) WHERE merchant_id = ?")
                .params(utc(end), merchantId)
                .update();
    }

    void putLogo(long merchantId, Logo logo) {
        jdbc.sql("""
                        INSERT INTO merchant_logos (merchant_id, tag, content) VALUES (?, ?, ?)
                        ON CONFLICT (merchant_id) DO UPDATE SET tag = excluded.tag, content = excluded.content
                        """).params(merchantId, logo.tag(), logo.content()).update();
    }

    void removeLogo(long merchantId) {
        jdbc.sql("DELETE FROM merchant_logos WHERE merchant_id = ?")
                .param(merchantId)
                .update();
    }

    /** @return the image with this tag, of any merchant */
    public Optional<byte[]> logo(String tag) {
        return jdbc.sql("SELECT content FROM merchant_logos WHERE tag = ? LIMIT 1")
                .param(tag)
                .query(byte[].class)
                .optional();
    }

    Optional<Merchant> find(long merchantId, long accountId) {
        return list("m.merchant_id = ? AND m.account_id = ?", List.of(merchantId, accountId)).stream()
                .findFirst();
    }

    /** @param after only merchants with a greater id; ascending */
    List<Merchant> list(long accountId, long after, int limit) {
        return list(
                "m.account_id = ? AND m.merchant_id > ? ORDER BY m.merchant_id LIMIT ?",
                List.of(accountId, after, limit));
    }

    /** As {@link #list}, of all accounts. */
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
                .map(m -> m.withEndpoints(endpoints.getOrDefault(m.merchantId(), List.of()))
                        .withSecrets(secrets.getOrDefault(m.merchantId(), List.of())))
                .toList();
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Map<Long, List<T>> grouped(String sql, Long[] ids, Reader<T> reader) {
        var grouped = new HashMap<Long, List<T>>();
        if (ids.length > 0) {
            jdbc.sql(sql).param(ids).query(row -> {
                grouped.computeIfAbsent(row.getLong("merchant_id"), _ -> new ArrayList<>())
                        .add(reader.read(row));
            });
        }
        return grouped;
    }

    private static Merchant merchant(ResultSet row, int number) throws SQLException {
        return MerchantBuilder.builder()
                .merchantId(row.getLong("merchant_id"))
                .accountId(row.getLong("account_id"))
                .version(row.getLong("version"))
                .name(text(row, "name"))
                .defaultCurrency(text(row, "default_currency"))
                .maxAmountMinor(row.getObject("max_amount_minor", Long.class))
                .maxAmountsMinor(maxAmounts(row))
                .lateSuccess(HasCode.of(LateSuccessPolicy.class, text(row, "late_success")))
                .returnUrls(texts(row, "return_urls"))
                .profile(profile(row))
                .createdAt(instant(row, "created_at"))
                .updatedAt(instant(row, "updated_at"))
                .build();
    }

    private static MerchantProfile profile(ResultSet row) throws SQLException {
        return new MerchantProfile(
                row.getString("legal_name"), row.getString("support_contact"), row.getString("logo"));
    }

    private static Map<String, Long> maxAmounts(ResultSet row) throws SQLException {
        return JSON.readValue(text(row, "max_amounts_minor"), MAX_AMOUNTS);
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
                nullableInstant(row, "valid_until"),
                instant(row, "created_at"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
