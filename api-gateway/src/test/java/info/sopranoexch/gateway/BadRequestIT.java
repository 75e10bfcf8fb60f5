package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import info.sopranoexch.contract.ApiContract;
import info.sopranoexch.gateway.support.FakePaymentService;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BadRequestIT {
    private static final ApiContract CONTRACT = ApiContract.load(Path.of("..", "docs", "openapi.yaml"));

    /** Internal calls that a bad request must not cause. The usage of keys is reported independently of requests. */
    private static final String WRITES = "/internal/(api-keys(?!/usage)|callbacks|webhook).*";

    private final TestGateway gateway = TestGateway.shared();
    private final HttpTestClient http = gateway.http();

    static List<BadRequests.Case> cases() {
        return BadRequests.all();
    }

    @BeforeEach
    void stubMissingResources() {
        WireMockServer services = TestGateway.services();
        services.resetAll();
        services.stubFor(
                WireMock.any(WireMock.urlMatching("/internal/merchants/.*")).willReturn(notFound("merchant")));
        services.stubFor(
                WireMock.any(WireMock.urlMatching("/internal/payments/.*")).willReturn(notFound("payment")));
        services.stubFor(
                WireMock.any(WireMock.urlMatching("/internal/events/.*")).willReturn(notFound("event")));
    }

    private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder notFound(String what) {
        return WireMock.aResponse()
                .withStatus(404)
                .withHeader("Content-Type", "application/problem+json")
                .withBody(String.format(
                        Locale.ROOT,
                        "{\"code\":\"%s_not_found\",\"detail\":\"The %s was not found.\",\"instance\":\"/internal/x\"}",
                        what,
                        what));
    }

    @Test
    void coversManyBadRequests() {
        assertThat(cases()).hasSizeGreaterThan(150);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rejectsWithoutEffect(BadRequests.Case bad) {
        int payments = FakePaymentService.shared().paymentCount();

        Response response = http.send(bad.method(), bad.path(), bad.headers(), bad.publisher());

        assertThat(response.status()).as(response.text()).isEqualTo(bad.status());
        JsonNode problem = response.json();
        assertThat(response.header("Content-Type")).startsWith("application/problem+json");
        assertThat(problem.path("code").asString("")).isEqualTo(bad.code());
        assertThat(problem.path("status").asInt()).isEqualTo(bad.status());
        assertThat(problem.path("title").asString("")).isNotEmpty();
        assertThat(problem.path("detail").asString("")).isNotEmpty();
        assertThat(problem.path("instance").asString("")).startsWith("/");
        if (!bad.blame().isEmpty()) {
            assertThat(problem.path("errors")
                            .valueStream()
                            .map(error -> error.path("field").asString("") + "/"
                                    + error.path("code").asString("")))
                    .contains(bad.blame());
        }
        assertThat(CONTRACT.violations(
                        bad.method(),
                        bad.path().replaceFirst("\\?.*", ""),
                        new info.sopranoexch.contract.ApiResponse(
                                response.status(), response.headers().map(), response.text())))
                .isEmpty();
        String words = problem.path("detail").asString("") + problem.path("errors");
        assertThat(words)
                .doesNotContainIgnoringCase("exception", "java", "jackson", "spring", "tomcat", "internal", "sql");
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(FakePaymentService.shared().paymentCount()).isEqualTo(payments);
        TestGateway.services().verify(0, WireMock.anyRequestedFor(WireMock.urlMatching(WRITES)));
    }

    @Test
    void reportsEveryErrorAtOnce() {
        Response response = http.post(
                BadRequests.CREATE,
                TestGateway.key(TestGateway.KEY),
                "{\"merchant_id\":\"1\",\"amount\":0,\"currency\":\"rub\"}");

        assertThat(response.json().path("errors").size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /health HTTP/1.1\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /<script> HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n",
                "TRACE /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /api/v1/payment/create HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
                "POST /api/v1/payment/create HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "POST /api/v1/payment/create HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: foo\r\nConnection: close\r\n\r\n",
                "GET /api/v1/payments?limit=%zz HTTP/1.1\r\nHost: x\r\nX-API-Key: " + TestGateway.KEY
                        + "\r\nConnection: close\r\n\r\n",
                "POST /api/v1/payment/create HTTP/1.1\r\nHost: x\r\nX-API-Key: " + TestGateway.KEY
                        + "\r\nIdempotency-Key: caf\u00e9\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                        + "Connection: close\r\n\r\n{}",
                "POST /api/v1/payment/create HTTP/1.1\r\nHost: x\r\nX-API-Key: " + TestGateway.KEY
                        + "\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}"
            })
    void reportsRefusalsOfTomcatAsProblems(String request) {
        String response = http.raw(request);

        assertThat(response).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
        assertThat(response).contains("application/problem+json").contains("\"code\":\"");
        assertThat(response).doesNotContainIgnoringCase("tomcat").doesNotContain("<html");
    }

    @Test
    void reportsTooLargeHeadersAsProblem() {
        String response = http.raw("GET /health HTTP/1.1\r\nHost: x\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }
}
