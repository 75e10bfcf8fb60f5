package info.sopranoexch.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.lessThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WireMock simulates webhook-dispatcher. */
class EventsIT {
    private static final String EVENTS = "/api/v1/events";
    private static final String INTERNAL = "/internal/events";
    private static final String EVENT = """
            {"id":"msg_1_2","type":"payment.success","cursor":"c5","data":{"amount":1000.00}}""";

    private static TestGateway gateway;

    private final HttpTestClient http = gateway.http();
    private final WireMockServer services = TestGateway.services();

    /** A gateway of its own: no other test waits for events, and closed connections are noticed soon. */
    @BeforeAll
    static void startGateway() {
        TestGateway.shared();
        gateway = TestGateway.start(
                Map.of("soprano.events.client-check-interval", "100ms", "soprano.events.heartbeat", "100ms"));
    }

    @AfterAll
    static void closeGateway() {
        gateway.close();
    }

    @BeforeEach
    void accountHasNoEvents() {
        await().until(() -> waiting(gateway) == 0);
        services.resetAll();
        positionIs(4);
        pageAfter(null, page("", "c4", false));
        pageAfter("c4", page("", "c4", false));
    }

    private void positionIs(long position) {
        services.stubFor(WireMock.post(INTERNAL + "/positions")
                .willReturn(okJson(
                        String.format(Locale.ROOT, "{\"positions\":{\"%d\":%d}}", TestGateway.ACCOUNT, position))));
    }

    private void pageAfter(String cursor, String body) {
        var request = WireMock.get(urlPathEqualTo(INTERNAL));
        services.stubFor(
                (cursor == null ? request : request.withQueryParam("after", equalTo(cursor))).willReturn(okJson(body)));
    }

    private static String page(String event, String nextCursor, boolean hasMore) {
        return String.format(
                Locale.ROOT, "{\"data\":[%s],\"next_cursor\":\"%s\",\"has_more\":%b}", event, nextCursor, hasMore);
    }

    private void anEventOccurs() {
        pageAfter("c4", page(EVENT, "c5", false));
        positionIs(5);
    }

    private Response get(String query) {
        return http.get(EVENTS + query, TestGateway.key(TestGateway.KEY));
    }

    private static double waiting(TestGateway gateway) {
        return inFlight(gateway, "waiting");
    }

    private static double inFlight(TestGateway gateway, String requestClass) {
        return gateway.context()
                .getBean(MeterRegistry.class)
                .get("soprano.gateway.admission.in.flight")
                .tags("class", requestClass)
                .gauge()
                .value();
    }

    private Socket open(TestGateway gateway, String path, String headers) throws IOException {
        var socket = new Socket(
                gateway.http().base().getHost(), gateway.http().base().getPort());
        socket.setSoTimeout(20_000);
        String request = "GET " + EVENTS + path + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + TestGateway.KEY + "\r\n"
                + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void forwardsFiltersOfTheCallersAccount() {
        services.stubFor(
                WireMock.get(INTERNAL + "?type=payment.success&payment_id=pay_1&merchant_id=1&limit=5&after=c4")
                        .withHeader("X-Account-Id", equalTo("7"))
                        .willReturn(okJson(page(EVENT, "c5", false))));
        services.stubFor(WireMock.get(INTERNAL + "/msg_1_2")
                .withHeader("X-Account-Id", equalTo("7"))
                .willReturn(okJson(EVENT)));

        Response list = get("?after=c4&limit=5&merchant_id=1&type=payment.success&payment_id=pay_1&wait=0");

        assertThat(list.status()).as(list.text()).isEqualTo(200);
        assertThat(list.text()).isEqualTo(page(EVENT, "c5", false));
        assertThat(get("/msg_1_2").text()).isEqualTo(EVENT);
    }

    @Test
    void longPollReturnsAtOnceIfThereIsAnEvent() {
        anEventOccurs();

        assertThat(get("?after=c4&wait=30").text()).isEqualTo(page(EVENT, "c5", false));
        services.verify(0, postRequestedFor(urlEqualTo(INTERNAL + "/positions")));
    }

    @Test
    void longPollReturnsTheEventThatOccursWhileItWaits() {
        CompletableFuture<Response> poll = CompletableFuture.supplyAsync(() -> get("?after=c4&wait=30"));
        await().until(() -> waiting(gateway) == 1);
        assertThat(inFlight(gateway, "api")).isZero();
        services.verify(postRequestedFor(urlEqualTo(INTERNAL + "/positions"))
                .withRequestBody(equalToJson("{\"account_ids\":[7]}")));

        anEventOccurs();

        assertThat(poll.join().text()).isEqualTo(page(EVENT, "c5", false));
        assertThat(poll.join().header("Content-Type")).isEqualTo("application/json");
        assertThat(poll.join().header("Request-Id")).startsWith("req_");
        await().until(() -> waiting(gateway) == 0);
    }

    @Test
    void longPollReturnsAnEmptyPageAfterItsTime() {
        Response response = get("?wait=1");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo(page("", "c4", false));
    }

    @Test
    void longPollContinuesTheScanOfAFilter() {
        pageAfter("c4", page("", "c6", true));
        pageAfter("c6", page(EVENT, "c7", false));

        assertThat(get("?after=c4&wait=10&type=payment.success").text()).isEqualTo(page(EVENT, "c7", false));
    }

    @Test
    void longPollStopsTheScanOfAFilterAtItsDeadline() {
        pageAfter("c4", page("", "c6", true));
        pageAfter("c6", page("", "c7", true));
        pageAfter("c7", page("", "c7", true));
        var scan = getRequestedFor(urlPathEqualTo(INTERNAL)).withQueryParam("after", equalTo("c7"));

        Response response = get("?after=c4&wait=1&type=payment.success");

        assertThat(response.text()).isEqualTo(page("", "c7", true));
        // One read can be in progress. During a second long poll of one second, no other may begin.
        services.resetRequests();
        pageAfter("c9", page("", "c9", false));
        get("?after=c9&wait=1");
        services.verify(lessThanOrExactly(1), scan);
    }

    @Test
    void longPollWaitsUntilTheDispatcherRespondsAgain() {
        CompletableFuture<Response> poll = CompletableFuture.supplyAsync(() -> get("?after=c4&wait=30"));
        await().until(() -> waiting(gateway) == 1);
        services.stubFor(WireMock.any(WireMock.urlMatching(INTERNAL + ".*")).willReturn(WireMock.serviceUnavailable()));
        int requests = services.findAll(postRequestedFor(urlEqualTo(INTERNAL + "/positions")))
                .size();
        await().until(() -> services.findAll(postRequestedFor(urlEqualTo(INTERNAL + "/positions")))
                        .size()
                > requests);

        anEventOccurs();

        assertThat(poll.join().text()).isEqualTo(page(EVENT, "c5", false));
    }

    @Test
    void headDoesNotWait() {
        Response response = http.send(
                "HEAD",
                EVENTS + "?wait=30",
                TestGateway.key(TestGateway.KEY),
                java.net.http.HttpRequest.BodyPublishers.noBody());

        assertThat(response.status()).isEqualTo(200);
        assertThat(waiting(gateway)).isZero();
    }

    @Test
    void refusesWaitingClientsAboveTheLimitAndServesOtherRequests() throws IOException {
        try (var limited = TestGateway.start(
                Map.of("soprano.admission.waiting-clients", "2", "soprano.events.heartbeat", "100ms"))) {
            try (Socket poll = open(limited, "?wait=30", "")) {
                await().until(() -> waiting(limited) == 1);
                Socket stream = open(limited, "/stream", "");
                await().until(() -> waiting(limited) == 2);
                for (String path : new String[] {"?wait=30", "/stream"}) {
                    Response refused = limited.http().get(EVENTS + path, TestGateway.key(TestGateway.KEY));
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.code()).isEqualTo("overloaded");
                    assertThat(refused.header("Retry-After")).isEqualTo("1");
                    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
                }
                assertThat(limited.http()
                                .get(EVENTS, TestGateway.key(TestGateway.KEY))
                                .status())
                        .isEqualTo(200);
                assertThat(poll.isConnected()).isTrue();
                stream.close();
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting(limited) == 0);
        }
    }

    @Test
    void oneApiKeyCannotTakeAllPlacesOfWaitingClients() throws IOException {
        try (var limited = TestGateway.start(
                Map.of("soprano.admission.waiting-clients", "2", "soprano.admission.share-per-key", "0.5"))) {
            try (Socket poll = open(limited, "?wait=30", "")) {
                await().until(() -> waiting(limited) == 1);

                Response refused = limited.http().get(EVENTS + "?wait=30", TestGateway.key(TestGateway.KEY));

                assertThat(refused.status()).isEqualTo(429);
                await().until(() -> waiting(limited) == 1);
                assertThat(poll.isConnected()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?wait=30", "/stream"})
    void dropsClientThatCloses(String path) throws IOException {
        try (Socket client = open(gateway, path, "")) {
            await().until(() -> waiting(gateway) == 1);
            assertThat(client.isConnected()).isTrue();
        }
        await().until(() -> waiting(gateway) == 0);
    }

    @Test
    void shutdownEndsWaitingClients() throws IOException {
        var stopping = TestGateway.start(Map.of("soprano.shutdown.drain", "0s"));
        CompletableFuture<Response> poll = CompletableFuture.supplyAsync(
                () -> stopping.http().get(EVENTS + "?wait=30", TestGateway.key(TestGateway.KEY)));
        try (Socket stream = open(stopping, "/stream", "")) {
            await().until(() -> waiting(stopping) == 2);

            stopping.close();

            assertThat(poll.join().text()).isEqualTo(page("", "c4", false));
            assertThat(new String(stream.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void streamSendsEventsWithTheirCursors() throws IOException {
        try (Socket stream = open(gateway, "/stream?after=c4&type=payment.success", "")) {
            var reader = new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8));
            await().until(() -> waiting(gateway) == 1);

            anEventOccurs();

            assertThat(lineThatStartsWith(reader, "id:c5")).isEqualTo("id:c5");
            assertThat(lineThatStartsWith(reader, "data:")).isEqualTo("data:" + EVENT);
            services.verify(getRequestedFor(urlEqualTo(INTERNAL + "?type=payment.success&after=c4")));
        }
    }

    @Test
    void streamSendsItsCursorBeforeTheFirstEventAndAfterPagesWithoutMatch() throws IOException {
        pageAfter("latest", page("", "c4", false));
        pageAfter("c4", page("", "c6", false));
        pageAfter("c6", page("", "c6", false));
        try (Socket stream = open(gateway, "/stream?after=latest&type=payment.success", "")) {
            var reader = new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8));

            assertThat(lineThatStartsWith(reader, "id:")).isEqualTo("id:c4");
            positionIs(6);
            assertThat(lineThatStartsWith(reader, "id:")).isEqualTo("id:c6");
            assertThat(reader.readLine()).isEmpty();
        }
    }

    @Test
    void streamResumesAfterTheLastEventId() throws IOException {
        pageAfter("c1", page(EVENT, "c5", false));
        pageAfter("c5", page("", "c5", false));
        try (Socket stream = open(gateway, "/stream?after=c4", "Last-Event-ID: c1\r\n")) {
            var reader = new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8));

            assertThat(lineThatStartsWith(reader, "HTTP/1.1")).startsWith("HTTP/1.1 200");
            assertThat(lineThatStartsWith(reader, "Content-Type:")).startsWith("Content-Type: text/event-stream");
            assertThat(lineThatStartsWith(reader, "id:")).isEqualTo("id:c5");
        }
    }

    private static String lineThatStartsWith(BufferedReader reader, String start) throws IOException {
        String line = reader.readLine();
        while (line != null && !line.startsWith(start)) {
            line = reader.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void rejectsLastEventIdOfAnotherAccount() {
        services.stubFor(WireMock.get(INTERNAL + "?after=foreign")
                .willReturn(WireMock.jsonResponse("{\"code\":\"validation_failed\",\"detail\":\"no\"}", 400)));

        Response response = http.get(EVENTS + "/stream", TestGateway.key(TestGateway.KEY, "Last-Event-ID", "foreign"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().at("/errors/0/field").asString()).isEqualTo("Last-Event-ID");
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void streamEndsAfterItsLifetime() throws IOException {
        try (var quick = TestGateway.start(Map.of("soprano.events.stream-lifetime", "300ms"));
                Socket stream = open(quick, "/stream", "Connection: close\r\n")) {
            assertThat(new String(stream.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("retry:1000")
                    .endsWith("\r\n0\r\n\r\n");
        }
    }
}
