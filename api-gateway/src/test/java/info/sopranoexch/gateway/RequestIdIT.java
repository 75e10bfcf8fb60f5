package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.WireMock;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class RequestIdIT {
    private static final String PAYMENT = "/api/v1/payment/pay_0123456789ab7def0123456789abcdef";
    private static final Pattern HEADER = Pattern.compile("(?im)^Request-Id: (req_[0-9a-f]{28})\r?$");

    private final HttpTestClient http = TestGateway.shared().http();

    @BeforeEach
    void resetStubs() {
        TestGateway.services().resetAll();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/payments?limit=0, 400",
        "GET, /api/v1/nowhere, 404",
        "GET, /nowhere, 404",
        "DELETE, /api/v1/payments, 405",
        "OPTIONS, /api/v1/payments, 204",
        "GET, /api/v1/admin/api-keys, 401",
        "POST, /api/v1/webhook/paymoon, 404",
        "GET, /pay/nothing, 404",
        "GET, /docs, 200",
        "GET, /api/v1/openapi.yaml, 200",
        "GET, /health/ready, 200"
    })
    void everyResponseHasRequestId(String method, String path, int status) {
        Response response = http.send(method, path, TestGateway.key(TestGateway.KEY), BodyPublishers.noBody());

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("Request-Id")).matches("req_[0-9a-f]{28}");
        if (response.header("Content-Type").startsWith("application/problem+json")) {
            assertThat(response.json().path("request_id").asString("")).isEqualTo(response.header("Request-Id"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /health HTTP/1.1\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n",
                "TRACE /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /api/v1/payment/create HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: foo\r\nConnection: close\r\n\r\n",
                "GET /pay/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            })
    void refusalsOfTomcatHaveRequestId(String request) {
        String response = http.raw(request);

        Matcher header = HEADER.matcher(response);
        assertThat(header.find()).as(response).isTrue();
        if (response.contains("application/problem+json")) {
            assertThat(response).contains("\"request_id\":\"" + header.group(1) + "\"");
        }
    }

    @Test
    void refusalOfPlainHttpHasRequestId() {
        try (var gateway = TestGateway.start(Map.of("spring.profiles.active", ""))) {
            Response refused = gateway.http().get(PAYMENT, Map.of());

            assertThat(refused.code()).isEqualTo("https_required");
            assertThat(refused.json().path("request_id").asString("")).isEqualTo(refused.header("Request-Id"));
        }
    }

    @Test
    void ignoresRequestIdOfClient() {
        String chosen = "req_00000000000000000000000000aa";

        Response response = http.get("/api/v1/nowhere", Map.of("Request-Id", chosen));

        assertThat(response.header("Request-Id")).isNotEqualTo(chosen).startsWith("req_");
        assertThat(response.text()).doesNotContain(chosen);
    }

    @Test
    void everyRequestOfConnectionHasAnIdOfItsOwn() {
        Matcher headers = HEADER.matcher(http.raw("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));

        assertThat(headers.results().map(found -> found.group(1)).distinct()).hasSize(2);
    }

    @Test
    void sendsIdToInternalServiceAndLogsIt() {
        TestGateway.services()
                .stubFor(WireMock.get(WireMock.urlPathMatching("/internal/payments/.*"))
                        .willReturn(WireMock.serverError()));
        var lines = new ListAppender<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent line) {
                // Stores the context of the thread in the event.
                line.prepareForDeferredProcessing();
                super.append(line);
            }
        };
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        lines.start();
        root.addAppender(lines);
        Response failed;
        try {
            failed = http.get(PAYMENT, TestGateway.key(TestGateway.KEY, "Request-Id", "req_of_the_client"));
        } finally {
            root.detachAppender(lines);
        }

        String id = failed.header("Request-Id");
        TestGateway.services()
                .verify(WireMock.getRequestedFor(WireMock.urlPathMatching("/internal/payments/.*"))
                        .withHeader("Request-Id", WireMock.equalTo(id)));
        assertThat(lines.list)
                .filteredOn(line -> line.getMDCPropertyMap().containsValue(id))
                .isNotEmpty();
        assertThat(lines.list).noneMatch(line -> line.getMDCPropertyMap().containsValue("req_of_the_client"));
    }
}
