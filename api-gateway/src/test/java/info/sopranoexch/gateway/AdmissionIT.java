package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import info.sopranoexch.gateway.support.FakePaymentService;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A full gateway: refused requests, requests of other classes, and requests that are dropped because no client waits. */
class AdmissionIT {
    private static final String CREATE = "/api/v1/payment/create";
    private static final String BODY = "{\"merchant_id\":1,\"amount\":5}";
    /** A merchant that is not in the directory: payment-service returns it after a delay. */
    private static final String SLOW_BODY = "{\"merchant_id\":77,\"amount\":5}";

    @BeforeEach
    void services() {
        TestGateway.services().resetAll();
    }

    private static void merchantAfter(int millis) {
        TestGateway.services()
                .stubFor(WireMock.get("/internal/merchants/77")
                        .willReturn(WireMock.okJson("""
                                        {"id":77,"name":"Slow","default_currency":"RUB","return_urls":[]}""").withFixedDelay(millis)));
    }

    private static double metric(TestGateway gateway, String name, String... tags) {
        var found = gateway.context().getBean(MeterRegistry.class).get(name).tags(tags);
        return name.endsWith("in.flight")
                ? found.gauge().value()
                : found.counter().count();
    }

    private static double inFlight(TestGateway gateway, String requestClass) {
        return metric(gateway, "soprano.gateway.admission.in.flight", "class", requestClass);
    }

    /** Opens connections that send the head of a create and one byte of its body. */
    private static List<Socket> unfinishedCreates(TestGateway gateway, int number) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            var socket = new Socket(
                    gateway.http().base().getHost(), gateway.http().base().getPort());
            send(
                    socket,
                    "POST " + CREATE + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + TestGateway.KEY
                            + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
            sockets.add(socket);
        }
        return sockets;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void refusesCreatesAboveTheLimitAndServesOtherRequests() throws IOException {
        try (var gateway = TestGateway.start(Map.of("soprano.admission.commands", "3"))) {
            TestGateway.services()
                    .stubFor(WireMock.post("/internal/callbacks/paymoon").willReturn(WireMock.ok()));
            List<Socket> creates = unfinishedCreates(gateway, 3);
            await().until(() -> inFlight(gateway, "commands") == 3);
            HttpTestClient http = gateway.http();

            Response refused = http.post(CREATE, TestGateway.key(TestGateway.KEY), BODY);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("overloaded");
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(http.get("/api/v1/payments?limit=0", TestGateway.key(TestGateway.KEY))
                            .status())
                    .isEqualTo(400);
            assertThat(http.post("/api/v1/webhook/paymoon", Map.of(), "{}").status())
                    .isEqualTo(200);
            assertThat(http.get("/pay/pay_1", Map.of()).status()).isEqualTo(404);
            assertThat(http.get("/health/ready", Map.of()).status()).isEqualTo(200);

            close(creates);
            await().until(() -> inFlight(gateway, "commands") == 0);
            assertThat(http.post(CREATE, TestGateway.key(TestGateway.KEY), BODY).status())
                    .isEqualTo(201);
            assertThat(metric(
                            gateway, "soprano.gateway.admission.requests", "class", "commands", "decision", "refused"))
                    .isEqualTo(1);
        }
    }

    @Test
    void showsRefusedPayersAPageThatReloads() throws IOException {
        try (var gateway = TestGateway.start(Map.of("soprano.admission.pages", "1"))) {
            TestGateway.services()
                    .stubFor(WireMock.get(WireMock.urlMatching("/internal/payment-pages/.*"))
                            .willReturn(WireMock.notFound().withFixedDelay(1_500)));
            String page = "/pay/pay_0123456789ab7def0123456789abcdef";
            String waiting = page.replace("pay_0", "pay_1");
            CompletableFuture<Response> first =
                    CompletableFuture.supplyAsync(() -> gateway.http().get(waiting, Map.of()));

            Response refused =
                    await().until(() -> gateway.http().get(page, Map.of()), response -> response.status() == 503);

            assertThat(refused.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.text()).contains("http-equiv=\"refresh\"", "<html lang=");
            assertThat(first.join().status()).isLessThan(500);
        }
    }

    @Test
    void limitsTotalSizeOfCreateBodies() throws IOException {
        try (var gateway = TestGateway.start(Map.of("soprano.admission.command-bytes", "64KB"))) {
            String chunked = "POST " + CREATE + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + TestGateway.KEY
                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n";
            try (var socket = new Socket(
                    gateway.http().base().getHost(), gateway.http().base().getPort())) {
                send(socket, chunked);
                await().until(() -> inFlight(gateway, "commands") == 1);

                assertThat(gateway.http()
                                .post(CREATE, TestGateway.key(TestGateway.KEY), BODY)
                                .code())
                        .as("a body of unknown length reserves the largest one")
                        .isEqualTo("overloaded");
            }
        }
    }

    @Test
    void oneApiKeyCannotFillAClassWithSlowBodies() throws IOException {
        try (var gateway = TestGateway.start(
                Map.of("soprano.admission.commands", "4", "soprano.admission.share-per-key", "0.5"))) {
            List<Socket> creates = unfinishedCreates(gateway, 2);
            await().until(() -> inFlight(gateway, "commands") == 2);
            HttpTestClient http = gateway.http();

            Response refused = http.post(CREATE, TestGateway.key(TestGateway.KEY), BODY);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("rate_limited");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(http.post(
                                    CREATE,
                                    TestGateway.key(TestGateway.OTHER_KEY),
                                    BODY.replace("\"merchant_id\":1", "\"merchant_id\":3"))
                            .status())
                    .isEqualTo(201);

            close(creates);
            await().until(() -> inFlight(gateway, "commands") == 0);
            assertThat(http.post(CREATE, TestGateway.key(TestGateway.KEY), BODY).status())
                    .isEqualTo(201);
        }
    }

    @Test
    void sendsNoCommandForDisconnectedClient() throws IOException {
        try (var gateway = TestGateway.start(Map.of())) {
            merchantAfter(1_000);
            int payments = FakePaymentService.shared().paymentCount();
            try (var socket = new Socket(
                    gateway.http().base().getHost(), gateway.http().base().getPort())) {
                send(
                        socket,
                        "POST " + CREATE + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + TestGateway.KEY
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + SLOW_BODY.length()
                                + "\r\n\r\n" + SLOW_BODY);
                await().untilAsserted(() -> TestGateway.services()
                        .verify(WireMock.getRequestedFor(WireMock.urlEqualTo("/internal/merchants/77"))));
            }

            await().until(() -> metric(gateway, "soprano.gateway.admission.dropped", "reason", "client_gone") == 1);
            assertThat(FakePaymentService.shared().paymentCount()).isEqualTo(payments);
        }
    }

    @Test
    void recognizesPipelinedRequestAsConnectedClient() throws IOException {
        String request = "POST " + CREATE + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + TestGateway.KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n";

        String responses =
                TestGateway.shared().http().raw(request + "\r\n" + BODY + request + "Connection: close\r\n\r\n" + BODY);

        assertThat(responses.split("HTTP/1.1 201", -1)).hasSize(3);
    }

    @Test
    void sendsNoCommandAfterTheDeadline() {
        try (var gateway = TestGateway.start(Map.of("soprano.admission.deadline", "200ms"))) {
            merchantAfter(500);
            int payments = FakePaymentService.shared().paymentCount();

            Response late = gateway.http().post(CREATE, TestGateway.key(TestGateway.KEY), SLOW_BODY);

            assertThat(late.status()).isEqualTo(503);
            assertThat(late.code()).isEqualTo("request_expired");
            assertThat(late.header("Retry-After")).isEqualTo("1");
            assertThat(FakePaymentService.shared().paymentCount()).isEqualTo(payments);
        }
    }

    @Test
    void closesConnectionsAfterTheResponseAboveThreeQuartersOfTheLimit() throws IOException {
        try (var gateway = TestGateway.start(Map.of("server.tomcat.max-connections", "8"))) {
            assertThat(gateway.http().get("/health/ready", Map.of()).header("Connection"))
                    .isEmpty();
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                idle.add(new Socket(
                        gateway.http().base().getHost(), gateway.http().base().getPort()));
            }
            Response crowded = await().until(
                            () -> gateway.http().get("/health/ready", Map.of()),
                            response -> response.header("Connection").equals("close"));
            assertThat(crowded.status()).isEqualTo(200);
            close(idle);
        }
    }
}
