package info.sopranoexch.provider.paymoon;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import info.sopranoexch.provider.events.ProviderResult;
import info.sopranoexch.provider.events.ProviderResult.NotFound;
import info.sopranoexch.provider.events.ProviderResult.RateLimited;
import info.sopranoexch.provider.events.ProviderResult.Refused;
import info.sopranoexch.provider.events.ProviderResult.Reported;
import info.sopranoexch.provider.events.ProviderResult.Unknown;
import info.sopranoexch.provider.events.ProviderResult.Untranslatable;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderRefund;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.schemas.avro.ProviderRefundStatus;
import info.sopranoexch.schemas.avro.ProviderStatus;
import info.sopranoexch.starter.api.PublicUrlProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client handles every failure of Paymoon. One call has a deadline of 400 ms, all attempts together 2 s. */
class PaymoonClientIT {
    private static final WireMockServer PAYMOON =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final Payment PAYMENT = Payments.payment("pay_1", PaymentStatus.pending, 1, null);
    private static final Payment WITH_INVOICE = Payments.payment("pay_1", PaymentStatus.pending, 1, "inv_1");
    private static final ProviderRefund REFUND = new ProviderRefund("rfd_1", 1L);
    private static final String REFUNDS = "/v1/invoices/inv_1/refunds";
    private static final String CANCEL = "/v1/invoices/inv_1/cancel";
    private static final int LONGER_THAN_A_CALL = 3_000;

    static {
        PAYMOON.start();
    }

    @AfterAll
    static void stop() {
        PAYMOON.stop();
    }

    @BeforeEach
    void reset() {
        PAYMOON.resetAll();
    }

    @Test
    void endsHangingCallAtTheDeadline() {
        assertUnknownBeforeDeadline(FaultySocket::hang);
    }

    @Test
    void endsDrippingBodyAtTheDeadline() {
        assertUnknownBeforeDeadline(FaultySocket::dripBody);
    }

    @Test
    void endsDrippingHeadAtTheDeadline() {
        assertUnknownBeforeDeadline(FaultySocket::dripHead);
    }

    @Test
    void limitsTheSizeOfResponses() {
        assertUnknownBeforeDeadline(FaultySocket::flood);
    }

    @Test
    void treatsClosedConnectionAsUnknown() {
        assertUnknownBeforeDeadline(out -> {});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "HTTP/1.1 abc OK",
                "HTTP/9.9 200 OK",
                "HTTP/1.1 200 OK\r\nContent-Length: -1",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999",
                "HTTP/1.1 200 OK\r\nno header",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: nonsense",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF",
                "HTTP/1.1 99 Low",
                "HTTP/1.1 -200 OK",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x"
            })
    void treatsInvalidHttpAsUnknown(String head) {
        assertUnknownBeforeDeadline(out -> out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void treatsRefusedConnectionAsUnknown() {
        assertThat(paymoon("http://127.0.0.1:1").queryInvoice(PAYMENT)).isEqualTo(new Unknown("query: no connection"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 401, 403, 405, 413, 415, 500, 502, 503, 504, 408, 429})
    void treatsOtherStatusesAsUnknown(int status) {
        PAYMOON.stubFor(
                any(anyUrl()).willReturn(aResponse().withStatus(status).withHeader("Location", "http://127.0.0.1:1/")));
        assertThat(List.of(
                        paymoon().createInvoice(PAYMENT, false),
                        paymoon().queryInvoice(PAYMENT),
                        paymoon().refundInvoice(WITH_INVOICE, REFUND),
                        paymoon().cancelInvoice(WITH_INVOICE)))
                .extracting(ProviderResult::outcome)
                .containsOnly(ProviderOutcome.unknown);
    }

    @Test
    void doesNotRetryDeclinedRequest() {
        PAYMOON.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"code\":\"invalid_request\"}", 422)));
        assertThat(paymoon().createInvoice(PAYMENT, false)).isEqualTo(new Refused("create: 422 invalid_request"));
        PAYMOON.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void reportsExistingInvoiceAfterConflict() {
        PAYMOON.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"code\":\"idempotency_conflict\"}", 409)));
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse(found("990.00"), 200)));
        assertThat(paymoon().createInvoice(PAYMENT, false))
                .isInstanceOfSatisfying(
                        Reported.class,
                        reported -> assertThat(reported.invoice().amounts().requestedMinor())
                                .isEqualTo(99_000));
    }

    @Test
    void reportsMissingInvoice() {
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse("{\"data\":[]}", 200)));
        assertThat(paymoon().queryInvoice(PAYMENT)).isInstanceOf(NotFound.class);
        assertThat(paymoon().cancelInvoice(PAYMENT)).isInstanceOf(NotFound.class);
        PAYMOON.stubFor(post(CANCEL).willReturn(declined(404, "invoice_not_found")));
        assertThat(paymoon().cancelInvoice(WITH_INVOICE)).isEqualTo(new NotFound("cancel: 404 invoice_not_found"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request",
        "404, invoice_not_found",
        "409, invoice_not_refundable",
        "409, refund_exceeds_paid",
        "422, refund_refused"
    })
    void reportsFinallyDeclinedRefundAsRefused(int status, String code) {
        PAYMOON.stubFor(post(REFUNDS).willReturn(declined(status, code)));
        assertThat(paymoon().refundInvoice(WITH_INVOICE, REFUND))
                .isEqualTo(new Refused("refund: " + status + " " + code));
    }

    @ParameterizedTest
    @CsvSource({"409, idempotency_conflict", "409, request_in_progress", "404, route_not_found"})
    void reportsDoubtfulRefundAsUnknown(int status, String code) {
        PAYMOON.stubFor(post(REFUNDS).willReturn(declined(status, code)));
        assertThat(paymoon().refundInvoice(WITH_INVOICE, REFUND))
                .isEqualTo(new Unknown("refund: " + status + " " + code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"external_refund_id\":\"rfd_1\",", "\"external_refund_id\":null,", ""})
    void addsMissingRefundId(String id) {
        PAYMOON.stubFor(post(REFUNDS).willReturn(jsonResponse(refunded(id), 201)));
        assertThat(paymoon().refundInvoice(WITH_INVOICE, REFUND))
                .isInstanceOfSatisfying(
                        Reported.class,
                        reported -> assertThat(reported.refund())
                                .isEqualTo(
                                        new ProviderRefundResult("rfd_1", "rf_1", 1L, ProviderRefundStatus.succeeded)));
    }

    @Test
    void rejectsResponseAboutAnotherRefund() {
        PAYMOON.stubFor(post(REFUNDS).willReturn(jsonResponse(refunded("\"external_refund_id\":\"rfd_2\","), 201)));
        assertThat(paymoon().refundInvoice(WITH_INVOICE, REFUND))
                .isInstanceOfSatisfying(
                        Untranslatable.class, result -> assertThat(result.raw()).isNotEmpty());
    }

    @Test
    void retriesRefundWithTheSameKey() {
        inTurn(
                post(REFUNDS),
                jsonResponse(refunded(""), 201).withFixedDelay(LONGER_THAN_A_CALL),
                jsonResponse(refunded("").replace("succeeded", "pending"), 200));
        assertThat(paymoon().refundInvoice(WITH_INVOICE, REFUND))
                .isInstanceOfSatisfying(
                        Reported.class,
                        reported -> assertThat(reported.refund())
                                .isEqualTo(
                                        new ProviderRefundResult("rfd_1", "rf_1", 1L, ProviderRefundStatus.pending)));
        PAYMOON.verify(
                2,
                postRequestedFor(urlEqualTo(REFUNDS))
                        .withHeader("Idempotency-Key", equalTo("rfd_1"))
                        .withRequestBody(equalToJson("{\"external_refund_id\":\"rfd_1\",\"amount\":\"0.01\"}")));
        PAYMOON.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void retriesCancel() {
        inTurn(
                post(CANCEL),
                jsonResponse(invoice("1000.00"), 200).withFixedDelay(LONGER_THAN_A_CALL),
                jsonResponse(invoice("1000.00").replace("paid", "cancelled"), 200));
        assertThat(paymoon().cancelInvoice(WITH_INVOICE))
                .isInstanceOfSatisfying(
                        Reported.class,
                        reported -> assertThat(reported.invoice().status()).isEqualTo(ProviderStatus.cancelled));
        // The address identifies the request, so there is no key.
        PAYMOON.verify(2, postRequestedFor(urlEqualTo(CANCEL)).withRequestBody(equalToJson("{}")));
        PAYMOON.verify(2, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void retriesOutageUntilMaxAttempts(int status) {
        PAYMOON.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
        assertThat(paymoon().refundInvoice(WITH_INVOICE, REFUND)).isEqualTo(new Unknown("refund: status " + status));
        PAYMOON.verify(3, anyRequestedFor(anyUrl()));
    }

    /** The first call hangs while Paymoon works on it; the second call with the same key is declined. */
    @Test
    void reportsRunningRefundAsUnknown() {
        inTurn(
                post(REFUNDS),
                jsonResponse("{}", 201).withFixedDelay(LONGER_THAN_A_CALL),
                declined(409, "request_in_progress"));
        assertThat(paymoon().refundInvoice(WITH_INVOICE, REFUND)).isInstanceOf(Unknown.class);
        PAYMOON.verify(2, postRequestedFor(urlEqualTo(REFUNDS)).withHeader("Idempotency-Key", equalTo("rfd_1")));
    }

    @Test
    void reportsRunningCreateAsUnknown() {
        inTurn(
                post("/v1/invoices"),
                jsonResponse("{}", 201).withFixedDelay(LONGER_THAN_A_CALL),
                declined(409, "request_in_progress"));
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse("{\"data\":[]}", 200)));
        assertThat(paymoon().createInvoice(PAYMENT, false)).isEqualTo(new Unknown("create: 409 request_in_progress"));
    }

    @Test
    void reportsConflictWithoutInvoiceAsUnknown() {
        PAYMOON.stubFor(post(CANCEL).willReturn(declined(409, "invoice_not_cancellable")));
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse("{\"data\":[]}", 200)));
        assertThat(paymoon().cancelInvoice(WITH_INVOICE)).isEqualTo(new Unknown("cancel: 409 invoice_not_cancellable"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 410, 422})
    void treatsErrorOfAnotherServerAsUnknown(int status) {
        for (String page : List.of(
                "", "<html><h1>Not here</h1></html>", "{}", "{\"code\":" + status + "}", "{\"code\":\"\"}", "[]")) {
            PAYMOON.resetAll();
            PAYMOON.stubFor(
                    any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(page)));
            PaymoonClient paymoon = paymoon();
            assertThat(paymoon.createInvoice(PAYMENT, false)).as(page).isInstanceOf(Unknown.class);
            assertThat(paymoon.queryInvoice(PAYMENT)).as(page).isInstanceOf(Unknown.class);
            assertThat(paymoon.refundInvoice(WITH_INVOICE, REFUND)).as(page).isInstanceOf(Unknown.class);
            assertThat(paymoon.cancelInvoice(WITH_INVOICE)).as(page).isInstanceOf(Unknown.class);
            PAYMOON.verify(4, anyRequestedFor(anyUrl()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "[]", "{\"data\":{}}", "{\"data\":[1]}", "{\"data\":[{},{}]}", "{\"data\":[{}]}"})
    void reportsMalformedListAsUntranslatable(String body) {
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse(body, 200)));
        assertThat(paymoon().queryInvoice(PAYMENT)).isInstanceOf(Untranslatable.class);
    }

    @Test
    void rejectsInvoiceOfAnotherPayment() {
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices"))
                .willReturn(jsonResponse(found("1000.00").replace("pay_1", "pay_2"), 200)));
        assertThat(paymoon().queryInvoice(PAYMENT)).isInstanceOf(Untranslatable.class);
    }

    @Test
    void waitsForRetryAfterBeforeCreate() {
        throttleOnce("1");
        long start = System.nanoTime();
        assertThat(paymoon().createInvoice(PAYMENT, true))
                .isInstanceOfSatisfying(
                        Reported.class,
                        reported -> assertThat(reported.invoice().status()).isEqualTo(ProviderStatus.paid));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void doesNotWaitBeyondTheTotalDeadline() {
        throttleOnce("60");
        long start = System.nanoTime();
        assertThat(paymoon().createInvoice(PAYMENT, true))
                .isEqualTo(new RateLimited("create: status 429", Duration.ofSeconds(60)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void sendsNoQueryUntilPauseAfter429IsOver() {
        throttleOnce("1");
        PaymoonClient paymoon = paymoon();
        long start = System.nanoTime();
        assertThat(paymoon.queryInvoice(PAYMENT))
                .isEqualTo(new RateLimited("query: status 429", Duration.ofSeconds(1)));
        assertThat(paymoon.queryInvoice(PAYMENT)).isInstanceOf(RateLimited.class);
        PAYMOON.verify(1, anyRequestedFor(anyUrl()));

        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> paymoon.queryInvoice(PAYMENT), Reported.class::isInstance);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void circuitBreakerOpensAndCloses() {
        PAYMOON.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        CircuitBreaker breaker = breaker(TestProperties.of(PAYMOON.baseUrl()));
        PaymoonClient paymoon = paymoon(PAYMOON.baseUrl(), breaker);
        for (int i = 0; i < 5; i++) {
            assertThat(paymoon.queryInvoice(PAYMENT)).isInstanceOf(Unknown.class);
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        PAYMOON.resetRequests();
        assertThat(paymoon.queryInvoice(PAYMENT)).isInstanceOf(Unknown.class);
        PAYMOON.verify(0, anyRequestedFor(anyUrl()));

        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse(found("1000.00"), 200)));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(5))
                .until(() -> paymoon.queryInvoice(PAYMENT) instanceof Reported && breaker.getState() == State.CLOSED);
    }

    /** Otherwise a half-open circuit breaker would have no permission left and would block all calls. */
    @Test
    void ownFailureKeepsPermissionsOfTheCircuitBreaker() {
        PaymoonProperties properties = TestProperties.of(PAYMOON.baseUrl());
        CircuitBreaker breaker = breaker(properties);
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        var brokenMeters = new SimpleMeterRegistry() {
            @Override
            protected Timer newTimer(Meter.Id id, DistributionStatisticConfig statistics, PauseDetector pauses) {
                if ("2xx".equals(id.getTag("result"))) {
                    throw new IllegalStateException("planted");
                }
                return super.newTimer(id, statistics, pauses);
            }
        };
        var broken = new PaymoonHttpClient(
                properties,
                new PaymoonConfiguration().paymoonHttpCalls(properties),
                breaker,
                brokenMeters,
                TracerProvider.noop().get("test"));
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse(found("1000.00"), 200)));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> broken.get("v1/invoices")).hasMessage("planted");
        }
        PaymoonClient paymoon = paymoon(PAYMOON.baseUrl(), breaker);
        for (int i = 0; i < 3; i++) {
            assertThat(paymoon.queryInvoice(PAYMENT)).isInstanceOf(Reported.class);
        }
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void trialOfTheCircuitBreakerEnds() {
        var config = breaker(TestProperties.of(PAYMOON.baseUrl())).getCircuitBreakerConfig();
        assertThat(config.getMaxWaitDurationInHalfOpenState()).isPositive();
        assertThat(config.getTransitionToStateAfterWaitDuration()).isEqualTo(State.CLOSED);
    }

    private static void assertUnknownBeforeDeadline(FaultySocket.Behaviour behaviour) {
        try (var faulty = new FaultySocket(behaviour)) {
            long start = System.nanoTime();
            ProviderResult result = paymoon(faulty.url()).queryInvoice(PAYMENT);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            Unknown.class,
                            unknown -> assertThat(unknown.detail())
                                    .doesNotContainIgnoringCase("java", "exception", "127.0.0.1"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(faulty.connections()).isBetween(1, 6);
        }
    }

    private static void throttleOnce(String retryAfter) {
        inTurn(
                get(urlPathEqualTo("/v1/invoices")),
                aResponse().withStatus(429).withHeader("Retry-After", retryAfter),
                jsonResponse(found("1000.00"), 200));
    }

    /** Returns the first response once, then always the second. */
    private static void inTurn(MappingBuilder call, ResponseDefinitionBuilder first, ResponseDefinitionBuilder second) {
        PAYMOON.stubFor(call.inScenario("in turn")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("second"));
        PAYMOON.stubFor(call.withId(UUID.randomUUID())
                .inScenario("in turn")
                .whenScenarioStateIs("second")
                .willReturn(second));
    }

    private static ResponseDefinitionBuilder declined(int status, String code) {
        return jsonResponse(String.format(Locale.ROOT, "{\"code\":\"%s\"}", code), status);
    }

    private static String found(String amount) {
        return "{\"data\":[" + invoice(amount) + "]}";
    }

    private static String invoice(String amount) {
        return String.format(Locale.ROOT, """
                {"invoice_id":"inv_1","external_id":"pay_1","status":"paid","amount":"%s","currency":"RUB"}""", amount);
    }

    private static String refunded(String id) {
        return invoice("1000.00").replaceFirst("}$", String.format(Locale.ROOT, """
                ,"refund":{%s"refund_id":"rf_1","amount":"0.01","status":"succeeded"}}""", id));
    }

    private static PaymoonClient paymoon() {
        return paymoon(PAYMOON.baseUrl());
    }

    private static PaymoonClient paymoon(String url) {
        return paymoon(url, breaker(TestProperties.of(url)));
    }

    private static PaymoonClient paymoon(String url, CircuitBreaker breaker) {
        PaymoonProperties properties = TestProperties.of(url);
        return new PaymoonClient(
                new PaymoonHttpClient(
                        properties,
                        new PaymoonConfiguration().paymoonHttpCalls(properties),
                        breaker,
                        new SimpleMeterRegistry(),
                        TracerProvider.noop().get("test")),
                properties,
                new PublicUrlProperties(URI.create("https://pay.example/")));
    }

    private static CircuitBreaker breaker(PaymoonProperties properties) {
        return new PaymoonConfiguration().paymoonCircuitBreaker(properties, new SimpleMeterRegistry());
    }
}
