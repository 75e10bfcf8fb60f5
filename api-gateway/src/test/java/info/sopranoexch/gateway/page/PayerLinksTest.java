package info.sopranoexch.gateway.page;

import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static info.sopranoexch.gateway.page.PaymentFixture.payment;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links as payers' browsers send them, however they were mangled on the way. */
class PayerLinksTest {
    private static PageServer server;
    private static final String ID = PaymentFixture.newId();

    @BeforeAll
    static void start() {
        server = PageServer.start("soprano.page.first-wait=2s", "soprano.page.ask-timeout=8s");
        // Classes are loaded and connections made before anything is timed.
        server.get("/pay/" + PaymentFixture.newId(), "en");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.reset();
        server.clock.advance(Duration.ofSeconds(5));
        server.knows(ID, payment(ID).invoiced());
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
    void noQueryKeepsThePageFromThePayer(String query) throws IOException {
        assertThat(raw("GET /pay/" + ID + "?" + query, ""))
                .startsWith("HTTP/1.1 200")
                .contains("<html lang=\"en\">", "data-phase=\"ready\"");
    }

    @Test
    void theLanguageIsFoundAmongParametersThatCannotBeRead() throws IOException {
        assertThat(raw("GET /pay/" + ID + "?utm_term=50%&lang=ru", "")).contains("<html lang=\"ru\">");
    }

    @Test
    void manyCookiesAreNoReasonToRefuseThePage() throws IOException {
        String cookies = IntStream.range(0, 300)
                .mapToObj(i -> "c" + i + "=" + "v".repeat(22))
                .collect(Collectors.joining("; "));
        assertThat(cookies.length()).isGreaterThan(8_400);
        assertThat(raw("GET /pay/" + ID, "Cookie: " + cookies + "; pay_language=ru\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("<html lang=\"ru\">", "data-phase=\"ready\"");
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
    void everyRefusalIsAPageInWordsForAPayer(String request) throws IOException {
        for (Language language : Language.values()) {
            String answer = raw(request, "Accept-Language: " + language.tag() + "\r\nContent-Length: 0\r\n");
            assertThat(answer)
                    .matches("(?s)HTTP/1\\.1 4\\d\\d .*")
                    .containsIgnoringCase("content-type: text/html;charset=utf-8")
                    .containsIgnoringCase("cache-control: no-store")
                    .contains("<html lang=\"" + language.tag() + "\">", "<h1 ")
                    .doesNotContain("problem+json", "Tomcat", "Exception");
        }
    }

    @Test
    void moreThanTheServerReadsIsAPageToo() throws IOException {
        String answer = raw("GET /pay/" + ID, "Accept-Language: ru\r\nCookie: a=" + "b".repeat(20_000) + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").contains("<h1 ", "Ссылка не открылась");
    }

    @ParameterizedTest
    @CsvSource({
        "/pay/{id}/,         /pay/{id}",
        "//pay/{id},         /pay/{id}",
        "/pay//{id},         /pay/{id}",
        "///pay///{id}///,   /pay/{id}",
        "/PAY/{id},          /pay/{id}",
        "/pay/,              /pay"
    })
    void aPathThatIsSpeltOtherwiseLeadsToThePage(String path, String expected) throws IOException {
        String answer = raw("GET " + path.replace("{id}", ID) + "?lang=ru&a=%zz", "");
        assertThat(answer)
                .startsWith("HTTP/1.1 302")
                .contains("Location: " + expected.replace("{id}", ID) + "?lang=ru&a=%zz\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/payment/x", "/payx", "/pay-assets/x", "/api/v1/pay/x", "/x/pay/"})
    void otherPathsAreNotThePayers(String path) throws IOException {
        assertThat(raw("GET " + path, "")).startsWith("HTTP/1.1 404").contains("problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/pay/x/events", "/pay/x/events;a=b", "/pay;a=b/x/events", "/pay/;a=b/events", "/pay//events"})
    void aRefusedEventStreamIsReadByAProgram(String path) throws IOException {
        assertThat(raw("GET " + path, "")).startsWith("HTTP/1.1 404").contains("problem+json");
    }

    @Test
    void theRootSaysWhatThisIsAndLeadsOn() {
        HttpResponse<String> home = server.get("/", "ru");
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body()).contains("откройте ссылку, которую прислал магазин", "href=\"/docs\"");
    }

    @Test
    void plainHttpLeadsToTheSecurePage() throws IOException {
        try (PageServer secure = PageServer.start("soprano.edge.require-https=true")) {
            assertThat(raw(secure, "GET /pay/" + ID + "/?a=%zz", ""))
                    .startsWith("HTTP/1.1 307")
                    .contains("Location: https://pay.soprano-exch.info/pay/" + ID + "?a=%zz\r\n");
            assertThat(raw(secure, "GET /docs", "")).startsWith("HTTP/1.1 403").contains("https_required");
        }
        try (PageServer misconfigured =
                PageServer.start("soprano.edge.require-https=true", "soprano.payments.public-url=http://pay.example")) {
            assertThat(raw(misconfigured, "GET /pay/" + ID, "Accept-Language: ru\r\n"))
                    .startsWith("HTTP/1.1 403")
                    .contains("который начинается с https://");
        }
    }

    @Test
    void theLanguageChosenIsReadAgainOnReturn() {
        HttpResponse<String> chosen = server.get("/pay/" + ID + "?lang=en", "ru");
        assertThat(chosen.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .startsWith("pay_language=en; Path=/pay; ")
                        .contains("Secure", "HttpOnly", "SameSite=Lax"));
        assertThat(server.get("/pay/" + ID, "ru").headers().firstValue("Set-Cookie"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pay_language=en          | en
            a=b; pay_language=en; c  | en
            xpay_language=en         | ru
            pay_language=de          | ru
            pay_language=en2         | ru
            """)
    void theCookieComesBeforeTheBrowsersPreference(String cookie, String expected) throws IOException {
        assertThat(raw("GET /pay/" + ID, "Accept-Language: ru\r\nCookie: " + cookie + "\r\n"))
                .contains("<html lang=\"" + expected + "\">");
    }

    @Test
    void aGatewayThatDoesNotKnowOfTheReturnYetShowsNoPayButton() throws IOException {
        assertThat(raw("GET /pay/" + ID, "Cookie: pay_returned=1\r\n"))
                .contains("data-phase=\"checking\"", "/events?lang=en&amp;returned=1");
    }

    @Test
    void aLinkThatWasNeverOursIsNotFound() {
        String old = PaymentFixture.id(Instant.now().minus(Duration.ofDays(1)));
        server.answers(old, notFound());
        assertThat(server.get("/pay/" + old + "?utm_term=50%25", "ru").body()).contains("Платёж не найден");
    }

    private static String raw(String requestLine, String headers) throws IOException {
        return raw(server, requestLine, headers);
    }

    /** @param requestLine without the version */
    private static String raw(PageServer server, String requestLine, String headers) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream()
                    .write((requestLine + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
