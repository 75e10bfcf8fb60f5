package info.sopranoexch.payment.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.requestlog.RequestLogSearch.Filter;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.ServiceSettings;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.schemas.avro.ApiRequest;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@SteppedService
class RequestLogIT {
    private static final String PAYMENT = "pay_0123456789ab7def0123456789abcdef";

    @Autowired
    private RequestLogStore store;

    @Autowired
    private RequestLogPartitions partitions;

    @Autowired
    private SettableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource dataSource;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);
    private long account;
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void newAccount() {
        http = new Http(port);
        account = Accounts.create(jdbc);
        now = Instant.ofEpochMilli(System.currentTimeMillis());
        clock.set(now);
        partitions.runOnce();
    }

    @AfterEach
    void restorePartitions() {
        clock.set(now);
        partitions.runOnce();
    }

    private ApiRequest.Builder request(Instant time) {
        HexFormat hex = HexFormat.of();
        return ApiRequest.newBuilder()
                .setRequestId("req_" + hex.toHexDigits(time.toEpochMilli(), 12)
                        + hex.toHexDigits(ThreadLocalRandom.current().nextLong()))
                .setAccountId(account)
                .setKeyId("key_1")
                .setReceivedAt(time)
                .setDurationMs(12)
                .setMethod("POST")
                .setPathTemplate("/api/v1/payment/create")
                .setPath("/api/v1/payment/create")
                .setStatus(201);
    }

    private List<String> ids(String query) {
        return http.pages("/internal/requests?limit=7&" + query, account).stream()
                .map(request -> request.path("request_id").asString())
                .toList();
    }

    @Test
    void storesRequestOnceAndReturnsItWithBodies() {
        ApiRequest sent = request(now)
                .setQuery("a=b")
                .setErrorCode("validation_failed")
                .setStatus(400)
                .setIdempotencyKeyHash("0".repeat(64))
                .setPaymentId(PAYMENT)
                .setMerchantId(7L)
                .setRequestBody("{\"amount\":1}")
                .setResponseBody("{\"code\":\"x\"}")
                .build();
        store.add(List.of(sent));
        store.add(List.of(sent, sent));

        assertThat(ids("")).containsExactly(sent.getRequestId());
        JsonNode found =
                http.get("/internal/requests/" + sent.getRequestId(), account).json();
        assertThat(found.path("request_body").asString()).isEqualTo("{\"amount\":1}");
        assertThat(found.path("response_body").asString()).isEqualTo("{\"code\":\"x\"}");
        assertThat(found.path("created_at").asString())
                .isEqualTo(info.sopranoexch.starter.validation.Timestamps.format(now));
        assertThat(found.path("merchant_id").asLong()).isEqualTo(7);
        assertThat(found.path("status").asInt()).isEqualTo(400);
    }

    @Test
    void listsEveryRequestOnceNewestFirst() {
        var all = new ArrayList<ApiRequest>();
        for (int i = 0; i < 30; i++) {
            all.add(request(now.minus(Duration.ofHours(i / 2 * 10L))).build());
        }
        store.add(all);

        List<String> expected = all.stream()
                .map(ApiRequest::getRequestId)
                .sorted(Comparator.reverseOrder())
                .toList();
        assertThat(ids("")).isEqualTo(expected);
        assertThat(ids("created_from=" + now.minus(Duration.ofHours(25)) + "&created_to=" + now))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=404",
                "method=GET",
                "path=/api/v1/payment/%7Bpayment_id%7D",
                "payment_id=" + PAYMENT,
                "error_code=payment_not_found",
                "key=key_2"
            })
    void filters(String filter) {
        ApiRequest wanted = request(now)
                .setStatus(404)
                .setMethod("GET")
                .setPathTemplate("/api/v1/payment/{id}")
                .setPaymentId(PAYMENT)
                .setErrorCode("payment_not_found")
                .setKeyId("key_2")
                .build();
        store.add(List.of(wanted, request(now).build(), request(now).build()));

        assertThat(ids(filter)).containsExactly(wanted.getRequestId());
    }

    @Test
    void foreignRequestEqualsAbsentOne() {
        ApiRequest sent = request(now).build();
        store.add(List.of(sent));
        String absent = sent.getRequestId().replaceFirst(".{4}$", "ffff");
        long stranger = Accounts.create(jdbc);

        Http.Response foreign = http.get("/internal/requests/" + sent.getRequestId(), stranger);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo("request_not_found");
        assertThat(foreign.text().replace(sent.getRequestId(), absent))
                .isEqualTo(http.get("/internal/requests/" + absent, stranger).text());
    }

    @Test
    void rejectsCursorOfAnotherAccount() {
        store.add(List.of(request(now).build(), request(now).build()));
        String cursor = http.get("/internal/requests?limit=1", account)
                .json()
                .path("next_cursor")
                .asString();

        assertThat(http.get("/internal/requests?cursor=" + cursor, account).status())
                .isEqualTo(200);
        assertThat(http.get("/internal/requests?cursor=" + cursor, account + 1).status())
                .isEqualTo(400);
        assertThat(http.get("/internal/requests?cursor=x" + cursor, account).status())
                .isEqualTo(400);
    }

    @Test
    void refusesSearchesAboveTheLimit() throws SQLException, InterruptedException {
        var client = HttpTestClient.localhost(port)
                .with("Authorization", "Bearer " + ServiceSettings.TOKEN)
                .with("X-Account-Id", String.valueOf(account));
        try (var searches = Executors.newVirtualThreadPerTaskExecutor();
                Connection lock = dataSource.getConnection()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("LOCK TABLE api_requests IN ACCESS EXCLUSIVE MODE");
            var responses = new ExecutorCompletionService<HttpTestClient.Response>(searches);
            for (int i = 0; i < 5; i++) {
                responses.submit(() -> client.get("/internal/requests"));
            }

            // Two searches wait for the lock.
            for (int i = 0; i < 3; i++) {
                HttpTestClient.Response refused = responses.take().resultNow();
                assertThat(refused.code()).isEqualTo("overloaded");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).isEqualTo("2");
            }
            lock.rollback();
            assertThat(responses.take().resultNow().status()).isEqualTo(200);
            assertThat(responses.take().resultNow().status()).isEqualTo(200);
            lock.setAutoCommit(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "status=x", "cursor=bm9wZQ", "created_from=yesterday", "path=%00"})
    void rejectsMalformedParameters(String query) {
        assertThat(http.get("/internal/requests?" + query, account).code()).isEqualTo("validation_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"req_0", "req_ffffffffffffffffffffffffffff", "pay_0"})
    void malformedIdIsAbsent(String id) {
        assertThat(http.get("/internal/requests/" + id, account).code()).isEqualTo("request_not_found");
    }

    @Test
    void dropsPartitionsAfterRetentionAndIgnoresOlderRequests() {
        ApiRequest old = request(now.minus(Duration.ofDays(7))).build();
        store.add(List.of(
                old,
                request(now.minus(Duration.ofDays(9))).build(),
                request(now).build()));
        assertThat(ids("")).hasSize(2);

        // The database's clock has not reached the day, so a clock that is ahead drops nothing.
        clock.set(now.plus(Duration.ofDays(3)));
        partitions.runOnce();
        assertThat(ids("")).hasSize(2);

        jdbc.sql("CREATE TABLE IF NOT EXISTS api_requests_20200101 PARTITION OF api_requests"
                        + " FOR VALUES FROM ('2020-01-01 00:00Z') TO ('2020-01-02 00:00Z')")
                .update();
        clock.set(now);
        partitions.runOnce();
        assertThat(jdbc.sql("SELECT to_regclass('api_requests_20200101')::text")
                        .query(String.class)
                        .optional())
                .isEmpty();
    }

    /** Each filter reads its own index in order, partition after partition, and sorts nothing. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, -, account_id_received_at",
                "404, -, -, -, -, account_id_status",
                "-, /api/v1/payment/{id}, -, -, -, account_id_path_template",
                "-, -, pay_9, -, -, account_id_payment_id",
                "-, -, -, payment_not_found, -, account_id_error_code",
                "-, -, -, -, key_9, account_id_key_id"
            })
    void searchesByIndex(Integer status, String path, String payment, String error, String key, String index) {
        jdbc.sql("""
                        INSERT INTO api_requests (request_id, account_id, key_id, received_at, duration_ms, method, path_template,
                          path, status, error_code, payment_id)
                        SELECT 'req_' || md5(random()::text || n), ?, 'key_' || n % 50, ?::timestamptz - n * interval '1 minute', 1,
                          'GET', '/api/v1/' || n % 50, '/x', CASE WHEN n % 50 = 0 THEN 404 ELSE 200 END,
                          CASE WHEN n % 50 = 0 THEN 'code_' || n % 7 END, 'pay_' || n
                        FROM generate_series(1, 3000) AS n
                        """).params(account, now.toString()).update();
        jdbc.sql("ANALYZE api_requests").update();
        var params = new ArrayList<Object>();
        String sql = RequestLogSearch.sql(
                new Filter(account, status, null, path, payment, error, key, null, null, null), 21, params);

        String plan = String.join(
                "\n",
                jdbc.sql("EXPLAIN (COSTS OFF) " + sql)
                        .params(params)
                        .query(String.class)
                        .list());

        assertThat(plan).contains(index).doesNotContain("Seq Scan", "Sort Key");
    }
}
