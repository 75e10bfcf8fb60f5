package info.sopranoexch.payment.requestlog;

import info.sopranoexch.schemas.avro.ApiRequest;
import info.sopranoexch.starter.database.ColumnArrays;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes the table {@code api_requests}. */
@Component
class RequestLogStore {
    private final JdbcTemplate jdbc;
    private final RequestLogPartitions partitions;
    private final Counter stored;
    private final Counter outOfRange;

    RequestLogStore(JdbcTemplate jdbc, RequestLogPartitions partitions, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.partitions = partitions;
        this.stored = counter("stored", meters);
        this.outOfRange = counter("out_of_range", meters);
    }

    private static Counter counter(String result, MeterRegistry meters) {
        return Counter.builder("soprano.request.log.records")
                .description("records of the request log, by result")
                .tag("result", result)
                .register(meters);
    }

    /** Adds requests that are not stored yet. Requests outside of the retention are ignored. */
    void add(List<ApiRequest> requests) {
        RequestLogPartitions.Range range = partitions.prepare();
        List<ApiRequest> current = requests.stream()
                .filter(request -> range.contains(request.getReceivedAt()))
                .toList();
        outOfRange.increment(requests.size() - current.size());
        if (current.isEmpty()) {
            return;
        }
        var columns = new ColumnArrays<>(current);
        int rows = jdbc.update(
                """
                INSERT INTO api_requests (request_id, account_id, key_id, received_at, duration_ms, method, path_template, path,
                  query, status, error_code, idempotency_key_hash, payment_id, merchant_id, request_body, response_body)
                SELECT request_id, account_id, key_id, to_timestamp_ms(received_at), duration_ms, method, path_template, path,
                  query, status, error_code, idempotency_key_hash, payment_id, merchant_id::bigint, request_body, response_body
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS t (request_id, account_id, key_id, received_at,
                  duration_ms, method, path_template, path, query, status, error_code, idempotency_key_hash, payment_id,
                  merchant_id, request_body, response_body)
                ON CONFLICT (request_id, received_at) DO NOTHING
                """,
                columns.text(ApiRequest::getRequestId),
                columns.number(ApiRequest::getAccountId),
                columns.text(ApiRequest::getKeyId),
                columns.instant(ApiRequest::getReceivedAt),
                columns.number(ApiRequest::getDurationMs),
                columns.text(ApiRequest::getMethod),
                columns.text(ApiRequest::getPathTemplate),
                columns.text(ApiRequest::getPath),
                columns.text(ApiRequest::getQuery),
                columns.number(ApiRequest::getStatus),
                columns.text(ApiRequest::getErrorCode),
                columns.text(ApiRequest::getIdempotencyKeyHash),
                columns.text(ApiRequest::getPaymentId),
                columns.text(request -> request.getMerchantId() == null
                        ? null
                        : request.getMerchantId().toString()),
                columns.text(ApiRequest::getRequestBody),
                columns.text(ApiRequest::getResponseBody));
        stored.increment(rows);
    }
}
