package info.sopranoexch.checkout;

import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static info.sopranoexch.checkout.PaymentFixture.payment;
import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.starter.testing.HttpTestClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links as payers' browsers send them, however they were mangled on the way. */
class PayerLinksIT {
    private static PageServer server;
    private static final String ID = PaymentFixture.newId();

    @BeforeAll
    static void start() {
        server = PageServer.start("soprano.checkout.lookup.first-wait=2s", "soprano.checkout.lookup.timeout=8s");
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

    @ParameterizedTest
    @CsvSource({
        "/pay/{id}/,         /pay/{id}",
        "//pay/{id},         /pay/{id}",
        "/pay//{id},         /pay/{id}",
        "///pay///{id}///,   /pay/{id}",
        "/PAY/{id},          /pay/{id}",
        "/pay/,              /pay"
    })
    void redirectsToTheCanonicalPath(String path, String expected) throws IOException {
        String response = raw("GET " + path.replace("{id}", ID) + "?lang=ru&a=1", "");
        assertThat(response)
                .startsWith("HTTP/1.1 302")
                .contains("Location: " + expected.replace("{id}", ID) + "?lang=ru&a=1\r\n");
    }

    @Test
    void homePageLinksToTheApiReference() {
        HttpTestClient.Response home = server.get("/", "ru");
        assertThat(home.status()).isEqualTo(200);
        assertThat(home.text()).contains("откройте ссылку, которую прислал магазин", "href=\"/docs\"");
    }

    @Test
    void remembersTheLanguageInACookie() {
        HttpTestClient.Response chosen = server.get("/pay/" + ID + "?lang=en", "ru");
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
    void prefersTheCookieToTheBrowsersLanguage(String cookie, String expected) {
        assertThat(server.get("/pay/" + ID, "ru", cookie).text()).contains("<html lang=\"" + expected + "\">");
    }

    @Test
    void hidesThePayButtonAfterAReturn() {
        assertThat(server.get("/pay/" + ID, "en", "pay_returned=1").text())
                .contains("data-state=\"checking\"", "/events?lang=en&amp;returned=1");
    }

    @Test
    void showsOldUnknownPaymentsAsMissing() {
        String old = PaymentFixture.id(Instant.now().minus(Duration.ofDays(1)));
        server.responds(old, notFound());
        assertThat(server.get("/pay/" + old + "?utm_term=50%25", "ru").text()).contains("Платёж не найден");
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
