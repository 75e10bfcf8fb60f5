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
import info.sopranoexch.provider.answer.InvoiceStatus;
import info.sopranoexch.provider.answer.ProviderAnswer;
import info.sopranoexch.provider.answer.ProviderAnswer.NotFound;
import info.sopranoexch.provider.answer.ProviderAnswer.Refused;
import info.sopranoexch.provider.answer.ProviderAnswer.Reported;
import info.sopranoexch.provider.answer.ProviderAnswer.Unknown;
import info.sopranoexch.provider.answer.ProviderAnswer.Untranslatable;
import info.sopranoexch.provider.answer.RefundReport;
import info.sopranoexch.provider.answer.RefundStatus;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

/** What the adapter makes of a Paymoon that is not well. Calls have 400 ms, a piece of work 2 s. */
class PaymoonFaultsIT {
    private static final WireMockServer PAYMOON =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final InvoiceOrder ORDER =
            new InvoiceOrder("pay_1", 100_000, "RUB", 2, null, Instant.parse("2026-01-02T03:04:05Z"), null);
    private static final RefundOrder REFUND = new RefundOrder("rfd_1", 1);
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
    void aHungPaymoonIsUnknownWithinTheDeadlines() {
        assertUnknownInTime(FaultySocket::hang);
    }

    @Test
    void aDrippingBodyIsCutOff() {
        assertUnknownInTime(FaultySocket::dripBody);
    }

    @Test
    void aDrippingHeadIsCutOff() {
        assertUnknownInTime(FaultySocket::dripHead);
    }

    @Test
    void aFloodIsNotSwallowed() {
        assertUnknownInTime(FaultySocket::flood);
    }

    @Test
    void aConnectionThatIsClosedWithoutAWordIsUnknown() {
        assertUnknownInTime(out -> {});
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
    void whatIsNoAnswerIsUnknown(String head) {
        assertUnknownInTime(out -> out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void nobodyThereIsUnknown() {
        assertThat(paymoon("http://127.0.0.1:1").query(ORDER)).isEqualTo(new Unknown("query: no connection"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 401, 403, 405, 413, 415, 500, 502, 503, 504, 408, 429})
    void noStatusIsTakenForARefusalThatIsNone(int status) {
        PAYMOON.stubFor(
                any(anyUrl()).willReturn(aResponse().withStatus(status).withHeader("Location", "http://127.0.0.1:1/")));
        assertThat(paymoon().ensure(ORDER, false)).isInstanceOf(Unknown.class);
        assertThat(paymoon().query(ORDER)).isInstanceOf(Unknown.class);
        assertThat(paymoon().refund(known(), REFUND)).isInstanceOf(Unknown.class);
        assertThat(paymoon().cancel(known())).isInstanceOf(Unknown.class);
    }

    @Test
    void aDeclineIsForGood() {
        PAYMOON.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"code\":\"invalid_request\"}", 422)));
        assertThat(paymoon().ensure(ORDER, false)).isEqualTo(new Refused("create: 422 invalid_request"));
        PAYMOON.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aConflictReportsTheInvoiceThatIsThere() {
        PAYMOON.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"code\":\"idempotency_conflict\"}", 409)));
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse(found("990.00"), 200)));
        assertThat(paymoon().ensure(ORDER, false))
                .isInstanceOfSatisfying(
                        Reported.class,
                        reported -> assertThat(reported.invoice().amountMinor()).isEqualTo(99_000));
    }

    @Test
    void anInvoiceThatIsNotThereIsNotFound() {
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse("{\"data\":[]}", 200)));
        assertThat(paymoon().query(ORDER)).isInstanceOf(NotFound.class);
        assertThat(paymoon().cancel(ORDER)).isInstanceOf(NotFound.class);
        PAYMOON.stubFor(post(CANCEL).willReturn(declined(404, "invoice_not_found")));
        assertThat(paymoon().cancel(known())).isEqualTo(new NotFound("cancel: 404 invoice_not_found"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request",
        "404, invoice_not_found",
        "409, invoice_not_refundable",
        "409, refund_exceeds_paid",
        "422, refund_refused"
    })
    void aRefundThatWillNeverBeMadeIsRefused(int status, String code) {
        PAYMOON.stubFor(post(REFUNDS).willReturn(declined(status, code)));
        assertThat(paymoon().refund(known(), REFUND)).isEqualTo(new Refused("refund: " + status + " " + code));
    }

    @ParameterizedTest
    @CsvSource({"409, idempotency_conflict", "409, request_in_progress", "404, route_not_found"})
    void aRefundThatMayHaveBeenMadeIsUnknown(int status, String code) {
        PAYMOON.stubFor(post(REFUNDS).willReturn(declined(status, code)));
        assertThat(paymoon().refund(known(), REFUND)).isEqualTo(new Unknown("refund: " + status + " " + code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"external_refund_id\":\"rfd_1\",", "\"external_refund_id\":null,", ""})
    void aRefundsAnswerIsAboutTheRefundThatWasAskedFor(String id) {
        PAYMOON.stubFor(post(REFUNDS).willReturn(jsonResponse(refunded(id), 201)));
        assertThat(paymoon().refund(known(), REFUND))
                .isInstanceOfSatisfying(
                        Reported.class,
                        reported -> assertThat(reported.refund())
                                .isEqualTo(new RefundReport("rfd_1", "rf_1", 1, RefundStatus.SUCCEEDED)));
    }

    @Test
    void anAnswerAboutAnotherRefundIsNone() {
        PAYMOON.stubFor(post(REFUNDS).willReturn(jsonResponse(refunded("\"external_refund_id\":\"rfd_2\","), 201)));
        assertThat(paymoon().refund(known(), REFUND))
                .isInstanceOfSatisfying(
                        Untranslatable.class, answer -> assertThat(answer.raw()).isNotEmpty());
    }

    @Test
    void aRefundThatTimesOutIsAskedForAgainUnderTheSameKey() {
        inTurn(
                post(REFUNDS),
                jsonResponse(refunded(""), 201).withFixedDelay(LONGER_THAN_A_CALL),
                jsonResponse(refunded("").replace("succeeded", "pending"), 200));
        assertThat(paymoon().refund(known(), REFUND))
                .isInstanceOfSatisfying(
                        Reported.class,
                        reported -> assertThat(reported.refund())
                                .isEqualTo(new RefundReport("rfd_1", "rf_1", 1, RefundStatus.PENDING)));
        PAYMOON.verify(
                2,
                postRequestedFor(urlEqualTo(REFUNDS))
                        .withHeader("Idempotency-Key", equalTo("rfd_1"))
                        .withRequestBody(equalToJson("{\"external_refund_id\":\"rfd_1\",\"amount\":\"0.01\"}")));
        PAYMOON.verify(2, anyRequestedFor(anyUrl()));
    }

    @Test
    void aCancelThatTimesOutIsAskedForAgain() {
        inTurn(
                post(CANCEL),
                jsonResponse(invoice("1000.00"), 200).withFixedDelay(LONGER_THAN_A_CALL),
                jsonResponse(invoice("1000.00").replace("paid", "cancelled"), 200));
        assertThat(paymoon().cancel(known()))
                .isInstanceOfSatisfying(
                        Reported.class,
                        reported -> assertThat(reported.invoice().status()).isEqualTo(InvoiceStatus.CANCELLED));
        // Its address says all: there is no key.
        PAYMOON.verify(2, postRequestedFor(urlEqualTo(CANCEL)).withRequestBody(equalToJson("{}")));
        PAYMOON.verify(2, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void anOutageIsTriedAsOftenAsSetAndNoMore(int status) {
        PAYMOON.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
        assertThat(paymoon().refund(known(), REFUND)).isEqualTo(new Unknown("refund: answered " + status));
        PAYMOON.verify(3, anyRequestedFor(anyUrl()));
    }

    /** The first call hangs and is being worked on; under its key the second one is told so. */
    @Test
    void aRefundThatIsStillBeingMadeIsUnknown() {
        inTurn(
                post(REFUNDS),
                jsonResponse("{}", 201).withFixedDelay(LONGER_THAN_A_CALL),
                declined(409, "request_in_progress"));
        assertThat(paymoon().refund(known(), REFUND)).isInstanceOf(Unknown.class);
        PAYMOON.verify(2, postRequestedFor(urlEqualTo(REFUNDS)).withHeader("Idempotency-Key", equalTo("rfd_1")));
    }

    @Test
    void aCreateThatIsStillUnderWayIsUnknown() {
        inTurn(
                post("/v1/invoices"),
                jsonResponse("{}", 201).withFixedDelay(LONGER_THAN_A_CALL),
                declined(409, "request_in_progress"));
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse("{\"data\":[]}", 200)));
        assertThat(paymoon().ensure(ORDER, false)).isEqualTo(new Unknown("create: 409 request_in_progress"));
    }

    @Test
    void aCancelInConflictWithAnInvoiceThatIsNotFoundIsUnknown() {
        PAYMOON.stubFor(post(CANCEL).willReturn(declined(409, "invoice_not_cancellable")));
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse("{\"data\":[]}", 200)));
        assertThat(paymoon().cancel(known())).isEqualTo(new Unknown("cancel: 409 invoice_not_cancellable"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 410, 422})
    void whatSomethingInBetweenDeclinesIsUnknown(int status) {
        for (String page : List.of(
                "", "<html><h1>Not here</h1></html>", "{}", "{\"code\":" + status + "}", "{\"code\":\"\"}", "[]")) {
            PAYMOON.resetAll();
            PAYMOON.stubFor(
                    any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(page)));
            Paymoon paymoon = paymoon();
            assertThat(paymoon.ensure(ORDER, false)).as(page).isInstanceOf(Unknown.class);
            assertThat(paymoon.query(ORDER)).as(page).isInstanceOf(Unknown.class);
            assertThat(paymoon.refund(known(), REFUND)).as(page).isInstanceOf(Unknown.class);
            assertThat(paymoon.cancel(known())).as(page).isInstanceOf(Unknown.class);
            PAYMOON.verify(4, anyRequestedFor(anyUrl()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "[]", "{\"data\":{}}", "{\"data\":[1]}", "{\"data\":[{},{}]}", "{\"data\":[{}]}"})
    void nonsenseIsUntranslatableNeverNotFound(String body) {
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse(body, 200)));
        assertThat(paymoon().query(ORDER)).isInstanceOf(Untranslatable.class);
    }

    @Test
    void anInvoiceOfAnotherPaymentIsNotOurs() {
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices"))
                .willReturn(jsonResponse(found("1000.00").replace("pay_1", "pay_2"), 200)));
        assertThat(paymoon().query(ORDER)).isInstanceOf(Untranslatable.class);
    }

    @Test
    void aThrottledCallWaitsAsLongAsItIsTold() {
        throttleOnce("1");
        long start = System.nanoTime();
        assertThat(paymoon().query(ORDER))
                .isInstanceOfSatisfying(
                        Reported.class,
                        reported -> assertThat(reported.invoice().status()).isEqualTo(InvoiceStatus.PAID));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
    }

    @Test
    void aWaitThatDoesNotFitTheBudgetIsNotBegun() {
        throttleOnce("60");
        long start = System.nanoTime();
        assertThat(paymoon().query(ORDER)).isInstanceOf(Unknown.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void theBreakerStopsCallsAndLetsThemThroughAgain() {
        PAYMOON.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        CircuitBreaker breaker = breaker(Settings.of(PAYMOON.baseUrl()));
        Paymoon paymoon = paymoon(PAYMOON.baseUrl(), breaker);
        for (int i = 0; i < 5; i++) {
            assertThat(paymoon.query(ORDER)).isInstanceOf(Unknown.class);
        }
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        PAYMOON.resetRequests();
        assertThat(paymoon.query(ORDER)).isInstanceOf(Unknown.class);
        PAYMOON.verify(0, anyRequestedFor(anyUrl()));

        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse(found("1000.00"), 200)));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(5))
                .until(() -> paymoon.query(ORDER) instanceof Reported && breaker.getState() == State.CLOSED);
    }

    /** Or a breaker on trial would have none left and call nobody ever again. */
    @Test
    void aFaultOfOursCostsTheBreakerNoPermission() {
        PaymoonProperties properties = Settings.of(PAYMOON.baseUrl());
        CircuitBreaker breaker = breaker(properties);
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        var broken = new PaymoonHttp(
                properties,
                new PaymoonConfiguration().paymoonCalls(properties),
                breaker,
                new HttpMetrics(new SimpleMeterRegistry()) {
                    @Override
                    void answered(int status, long nanos) {
                        throw new IllegalStateException("planted");
                    }
                },
                TracerProvider.noop().get("test"));
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(jsonResponse(found("1000.00"), 200)));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> broken.get("v1/invoices")).hasMessage("planted");
        }
        Paymoon paymoon = paymoon(PAYMOON.baseUrl(), breaker);
        for (int i = 0; i < 3; i++) {
            assertThat(paymoon.query(ORDER)).isInstanceOf(Reported.class);
        }
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void aTrialOfTheBreakerEnds() {
        var config = breaker(Settings.of(PAYMOON.baseUrl())).getCircuitBreakerConfig();
        assertThat(config.getMaxWaitDurationInHalfOpenState()).isPositive();
        assertThat(config.getTransitionToStateAfterWaitDuration()).isEqualTo(State.CLOSED);
    }

    private static void assertUnknownInTime(FaultySocket.Behaviour behaviour) {
        try (var faulty = new FaultySocket(behaviour)) {
            long start = System.nanoTime();
            ProviderAnswer answer = paymoon(faulty.url()).query(ORDER);
            assertThat(answer)
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

    /** Once the first, from then on the second. */
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

    private static InvoiceOrder known() {
        return new InvoiceOrder("pay_1", 100_000, "RUB", 2, null, ORDER.expiresAt(), "inv_1");
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

    private static Paymoon paymoon() {
        return paymoon(PAYMOON.baseUrl());
    }

    private static Paymoon paymoon(String url) {
        return paymoon(url, breaker(Settings.of(url)));
    }

    private static Paymoon paymoon(String url, CircuitBreaker breaker) {
        PaymoonProperties properties = Settings.of(url);
        var requests = new InvoiceRequests(properties, new PublicProperties(URI.create("https://pay.example/")));
        return new Paymoon(
                new PaymoonHttp(
                        properties,
                        new PaymoonConfiguration().paymoonCalls(properties),
                        breaker,
                        new HttpMetrics(new SimpleMeterRegistry()),
                        TracerProvider.noop().get("test")),
                requests,
                properties);
    }

    private static CircuitBreaker breaker(PaymoonProperties properties) {
        return new PaymoonConfiguration().paymoonBreaker(properties, new SimpleMeterRegistry());
    }
}
