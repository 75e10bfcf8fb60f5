package info.sopranoexch.payment.requestlog;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;
import static info.sopranoexch.starter.database.Columns.utc;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import info.sopranoexch.starter.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Searches the requests of an account, newest first. The time and the number of searches are limited, because they share the pool
 * with payments.
 */
@Component
class RequestLogSearch {
    /**
     * Restricts a list; null means no restriction.
     *
     * @param pathTemplate such as {@code /api/v1/payment/{id}}
     * @param createdFrom inclusive
     * @param createdTo exclusive
     * @param before only requests that follow this position in the list
     */
    record Filter(
            long accountId,
            @Nullable Integer status,
            @Nullable String method,
            @Nullable String pathTemplate,
            @Nullable String paymentId,
            @Nullable String errorCode,
            @Nullable String keyId,
            @Nullable Instant createdFrom,
            @Nullable Instant createdTo,
            @Nullable Position before) {}

    /** A position in the list. */
    record Position(Instant createdAt, String requestId) {}

    /** A request without its bodies. */
    record RequestSummary(
            String requestId,
            Instant createdAt,
            long durationMs,
            String method,
            String path,
            String pathTemplate,
            @Nullable String query,
            int status,
            @Nullable String errorCode,
            String keyId,
            @Nullable String idempotencyKeyHash,
            @Nullable String paymentId,
            @Nullable Long merchantId) {}

    /** A request with its bodies, which are redacted JSON. */
    record RequestDetails(
            @JsonUnwrapped RequestSummary request,
            @Nullable String requestBody,
            @Nullable String responseBody) {}

    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");
    private static final String COLUMNS =
            "request_id, received_at, duration_ms, method, path, path_template, query, status,"
                    + " error_code, key_id, idempotency_key_hash, payment_id, merchant_id";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Semaphore permits;
    private final Duration maxWait;

    RequestLogSearch(DataSource dataSource, RequestLogProperties properties) {
        var template = new JdbcTemplate(dataSource);
        template.setQueryTimeout((int) properties.queryTimeout().toSeconds());
        this.jdbc = JdbcClient.create(template);
        this.permits = new Semaphore(properties.maxSearches(), true);
        this.maxWait = properties.searchWait();
    }

    /** @throws ProblemException with status 503 if there are too many searches */
    List<RequestSummary> find(Filter filter, int limit) {
        var params = new ArrayList<Object>();
        String sql = sql(filter, limit, params);
        return limited(() ->
                jdbc.sql(sql).params(params).query((row, _) -> summary(row)).list());
    }

    /**
     * @param receivedAt the time in the id, which selects the partition
     * @throws ProblemException with status 503 if there are too many searches
     */
    Optional<RequestDetails> find(String requestId, Instant receivedAt, long accountId) {
        return limited(() -> jdbc.sql("SELECT " + COLUMNS + ", request_body, response_body FROM api_requests"
                        + " WHERE request_id = ? AND received_at = ? AND account_id = ?")
                .params(requestId, utc(receivedAt), accountId)
                .query((row, _) ->
                        new RequestDetails(summary(row), row.getString("request_body"), row.getString("response_body")))
                .optional());
    }

    private <T> T limited(Supplier<T> search) {
        if (!acquirePermit()) {
            throw ProblemException.unavailable(
                    "overloaded", "Too many searches of the request log. Send the request again later.", RETRY_AFTER);
        }
        try {
            return search.get();
        } finally {
            permits.release();
        }
    }

    private boolean acquirePermit() {
        try {
            return permits.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Builds the statement from constants; all values are parameters. */
    static String sql(Filter filter, int limit, List<Object> params) {
        var sql = new StringBuilder("SELECT " + COLUMNS + " FROM api_requests WHERE account_id = ?");
        params.add(filter.accountId());
        equal(sql, params, "method", filter.method());
        equal(sql, params, "path_template", filter.pathTemplate());
        equal(sql, params, "payment_id", filter.paymentId());
        equal(sql, params, "error_code", filter.errorCode());
        equal(sql, params, "key_id", filter.keyId());
        Integer status = filter.status();
        if (status != null) {
            // The constant condition permits the partial index.
            sql.append(status >= 400 ? " AND status >= 400" : "");
            equal(sql, params, "status", status);
        }
        if (filter.createdFrom() != null) {
            sql.append(" AND received_at >= ?");
            params.add(utc(filter.createdFrom()));
        }
        Position before = upperBound(filter);
        // Row comparison does not exclude partitions, so the time is also compared alone.
        sql.append(" AND received_at <= ? AND (received_at, request_id) < (?, ?)");
        params.add(utc(before.createdAt()));
        params.add(utc(before.createdAt()));
        params.add(before.requestId());
        params.add(limit);
        return sql.append(" ORDER BY received_at DESC, request_id DESC LIMIT ?").toString();
    }

    private static void equal(StringBuilder sql, List<Object> params, String column, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            params.add(value);
        }
    }

    /** The start of the page: the cursor or {@code createdTo}, whichever is earlier. */
    private static Position upperBound(Filter filter) {
        Instant to = filter.createdTo() == null ? END_OF_TIME : filter.createdTo();
        Position before = filter.before();
        return before == null || !before.createdAt().isBefore(to) ? new Position(to, "") : before;
    }

    private static RequestSummary summary(ResultSet row) throws SQLException {
        return new RequestSummary(
                text(row, "request_id"),
                instant(row, "received_at"),
                row.getLong("duration_ms"),
                text(row, "method"),
                text(row, "path"),
                text(row, "path_template"),
                row.getString("query"),
                row.getInt("status"),
                row.getString("error_code"),
                text(row, "key_id"),
                row.getString("idempotency_key_hash"),
                row.getString("payment_id"),
                row.getObject("merchant_id", Long.class));
    }
}
