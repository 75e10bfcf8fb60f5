package info.sopranoexch.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.checkout.PaymentFixture;
import info.sopranoexch.gateway.support.TestGateway;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payers' links that browsers, mail programs or advertisers have changed, at the gateway's edge. */
class PayerLinksIT {
    private static final String ID = PaymentFixture.newId();

    @BeforeAll
    static void start() {
        // Starts the gateway outside of the wait below.
        TestGateway.shared();
        TestGateway.services()
                .stubFor(get(urlEqualTo("/internal/payment-pages/" + ID))
                        .willReturn(aResponse()
                                .withBody(PaymentFixture.payment(ID).invoiced().json())));
        await().until(() -> raw("GET /pay/" + ID, "").contains("data-state=\"ready\""));
    }

    static Stream<String> queries() {
        String parameters =
                IntStream.range(0, 60).mapToObj(i -> "p" + i + "=" + i).collect(Collectors.joining("&"));
        return Stream.of(
                "utm_term=50%",
                "a=%zz",
                "a=%",
                "%",
                "a=%c3%28",
                parameters,
                "utm_campaign={x}|y",
                "q=\"<a>\"&b=[1]&c=^`\\",
                "a=b=c&&&=&?",
                "lang",
                "lang=%ru",
                "lang=de&unknown=1",
                "x=" + "y".repeat(5_000));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void acceptsEveryQuery(String query) {
        assertThat(raw("GET /pay/" + ID + "?" + query, ""))
                .startsWith("HTTP/1.1 200")
                .contains("<html lang=\"en\">", "data-state=\"ready\"");
    }

    @Test
    void findsTheLanguageAmongUnreadableParameters() {
        assertThat(raw("GET /pay/" + ID + "?utm_term=50%&lang=ru", "")).contains("<html lang=\"ru\">");
    }

    @Test
    void acceptsManyCookies() {
        String cookies = IntStream.range(0, 300)
                .mapToObj(i -> "c" + i + "=" + "v".repeat(22))
                .collect(Collectors.joining("; "));
        assertThat(cookies.length()).isGreaterThan(8_400);
        assertThat(raw("GET /pay/" + ID, "Cookie: " + cookies + "; pay_language=ru\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("<html lang=\"ru\">", "data-state=\"ready\"");
    }

    static Stream<String> refused() {
        return Stream.of(
                "GET /pay/%zz",
                "GET /pay/%",
                "GET /pay/a%2fb",
                "GET /pay/a%00",
                "GET /pay/a\\b",
                "GET /pay/\"quoted\"",
                "GET /pay/..",
                "GET /pay/../../x",
                "GET /pay/" + ID + "/unknown",
                "GET /pay/" + ID + "/receipt/x",
                "GET /pay",
                "GET /pay;a=b",
                "GET /pay/%D0%BE%D0%BF%D0%BB%D0%B0%D1%82%D0%B0",
                "POST /pay/" + ID,
                "DELETE /pay/" + ID,
                "TRACE /pay/" + ID,
                "GET /;a=b",
                "POST /");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void writesErrorsAsPagesForPayers(String request) {
        for (String language : List.of("en", "ru")) {
            String response = raw(request, "Accept-Language: " + language + "\r\nContent-Length: 0\r\n");
            assertThat(response)
                    .matches("(?s)HTTP/1\\.1 4\\d\\d .*")
                    .containsIgnoringCase("content-type: text/html;charset=utf-8")
                    .containsIgnoringCase("cache-control: no-store")
                    .contains("<html lang=\"" + language + "\">", "<h1 ")
                    .doesNotContain("problem+json", "Tomcat", "Exception");
        }
    }

    @Test
    void writesTomcatsErrorsAsPagesForPayers() {
        String response = raw("GET /pay/" + ID, "Accept-Language: ru\r\nCookie: a=" + "b".repeat(20_000) + "\r\n");
        assertThat(response).startsWith("HTTP/1.1 4").contains("<h1 ", "Ссылка не открылась");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/payment/x", "/payx", "/pay-assets/x", "/api/v1/pay/x", "/x/pay/"})
    void writesErrorsOnOtherPathsAsProblemDetails(String path) {
        assertThat(raw("GET " + path, "")).startsWith("HTTP/1.1 404").contains("problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/pay/x/events", "/pay/x/events;a=b", "/pay;a=b/x/events", "/pay/;a=b/events", "/pay//events"})
    void writesErrorsOfEventStreamsAsProblemDetails(String path) {
        assertThat(raw("GET " + path, "")).startsWith("HTTP/1.1 404").contains("problem+json");
    }

    @Test
    void redirectsPlainHttpToHttps() {
        try (TestGateway secure = TestGateway.startUnready(Map.of("soprano.edge.require-https", "true"))) {
            assertThat(raw(secure, "GET /pay/" + ID + "/?a=%zz", ""))
                    .startsWith("HTTP/1.1 307")
                    .contains("Location: https://pay.example.com/pay/" + ID + "?a=%zz\r\n");
            assertThat(raw(secure, "GET /docs", "")).startsWith("HTTP/1.1 403").contains("https_required");
        }
        Map<String, String> settings =
                Map.of("soprano.edge.require-https", "true", "soprano.public-base-url", "http://pay.example");
        try (TestGateway misconfigured = TestGateway.startUnready(settings)) {
            assertThat(raw(misconfigured, "GET /pay/" + ID, "Accept-Language: ru\r\n"))
                    .startsWith("HTTP/1.1 403")
                    .contains("который начинается с https://");
        }
    }

    private static String raw(String requestLine, String headers) {
        return raw(TestGateway.shared(), requestLine, headers);
    }

    /** @param requestLine without the version */
    private static String raw(TestGateway gateway, String requestLine, String headers) {
        return gateway.http().raw(requestLine + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
    }
}
