package info.sopranoexch.gateway.page;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static info.sopranoexch.gateway.page.PaymentFixture.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.gateway.browser.Browser;
import info.sopranoexch.gateway.browser.BrowserTab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page in a real browser. Its pictures are kept in {@code target/page-screenshots}. */
class BrowserIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path PICTURES = Path.of("target", "page-screenshots");
    private static final int SMALLEST = 320;
    private static final int PHONE = 390;
    private static final int DESK = 1280;
    private static final int HEIGHT = 844;
    private static PageServer server;
    private static Browser browser;

    private final String id = PaymentFixture.newId();

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        Files.createDirectories(PICTURES);
        server = PageServer.start(
                "soprano.page.first-wait=2s", "soprano.page.fastest=200ms", "soprano.page.slowest=500ms");
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void reset() {
        server.reset();
    }

    static Stream<String> states() {
        return Stream.of(
                "waiting",
                "preparing",
                "ready",
                "test",
                "long",
                "processing",
                "overdue",
                "success",
                "failed",
                "expired",
                "cancelled",
                "partially_refunded",
                "refunded",
                "missing");
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateIsAccessibleFitsAndHasNothingToComplainOf(String state) throws IOException {
        String shown = prepare(state);
        for (Language language : Language.values()) {
            for (int width : new int[] {PHONE, DESK}) {
                try (BrowserTab tab = browser.open()) {
                    tab.size(width, HEIGHT).language(language.tag()).colours("light");
                    tab.go(server.url("/pay/" + shown));
                    for (String colours : new String[] {"dark", "light"}) {
                        tab.colours(colours);
                        String name = state + "-" + language.tag() + "-" + width + "-" + colours;
                        Files.write(PICTURES.resolve(name + ".png"), tab.screenshot());
                        assertThat(tab.violations()).as(name).isEmpty();
                    }
                    tab.size(SMALLEST, HEIGHT);
                    assertThat(tab.run("document.documentElement.scrollWidth").asInt())
                            .as("no sideways scrolling: " + state)
                            .isLessThanOrEqualTo(SMALLEST);
                    assertThat(tab.complaints())
                            .as(state)
                            .allMatch(text -> state.equals("missing") && text.contains("404"));
                }
            }
        }
    }

    @Test
    void theDocumentationIsAccessibleFitsAndLoadsNothingFromElsewhere() throws IOException {
        for (String colours : new String[] {"dark", "light"}) {
            try (BrowserTab tab = browser.open()) {
                tab.size(DESK, HEIGHT).language("en").colours(colours);
                tab.go(server.url("/docs"));
                Files.write(PICTURES.resolve("docs-" + colours + ".png"), tab.screenshot());
                assertThat(tab.violations()).as(colours).isEmpty();
                assertThat(tab.text("getComputedStyle(document.querySelector('nav ul')).display"))
                        .as("the style is there")
                        .isEqualTo("flex");
                tab.size(SMALLEST, HEIGHT);
                assertThat(tab.run("document.documentElement.scrollWidth").asInt())
                        .as("no sideways scrolling")
                        .isLessThanOrEqualTo(SMALLEST);
                assertThat(tab.complaints()).isEmpty();
            }
        }
    }

    @Test
    void fromCreationToPaidWithoutAReload() {
        server.answers(id, notFound());
        try (BrowserTab tab = browser.open()) {
            tab.size(390, 844).language("ru").go(server.url("/pay/" + id));
            tab.run("window.stillThere = true");
            assertThat(heading(tab)).isEqualTo("Готовим оплату");
            server.knows(id, payment(id));
            awaitText(tab, ".amount", "1\u00a0000,00\u00a0₽");
            server.knows(id, payment(id).status("processing", 2));
            awaitText(tab, "h1", "Платёж обрабатывается");
            tab.run("document.querySelector('#state .quiet').focus()");
            server.knows(id, payment(id).status("success", 3));
            awaitText(tab, "h1", "Оплачено");
            assertThat(tab.text("document.getElementById('news').textContent"))
                    .as("told to who does not see")
                    .contains("Оплачено", "Спасибо");
            assertThat(tab.text("document.title")).startsWith("Оплачено");
            assertThat(tab.text("document.activeElement.id"))
                    .as("focus is not lost")
                    .isEqualTo("heading");
            assertThat(tab.run("document.querySelector('.phone') === null").asBoolean())
                    .isTrue();
            assertThat(tab.run("window.stillThere").asBoolean()).as("no reload").isTrue();
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void whoWaitsIsTakenToTheProviderAndIsNotSentAgainAfterComingBack() {
        String provider = server.paymentService().baseUrl().replace("localhost", "127.0.0.1") + "/paymoon";
        server.paymentService()
                .stubFor(get(urlEqualTo("/paymoon"))
                        .willReturn(aResponse()
                                .withHeader("Content-Type", "text/html")
                                .withBody("<h1>Paymoon</h1>")));
        server.knows(id, payment(id).with("sandbox", true));
        try (BrowserTab tab = browser.open()) {
            tab.size(390, 844).language("en").go(server.url("/pay/" + id));
            server.knows(id, payment(id).with("sandbox", true).with("provider_url", provider));
            await().atMost(SOON).until(() -> tab.text("location.href").equals(provider));
            tab.back();
            await().atMost(SOON).ignoreExceptions().until(() -> heading(tab).equals("Ready to pay"));
            // It hears from the server again, and still stays.
            server.knows(id, payment(id).with("sandbox", true).status("processing", 2));
            awaitText(tab, "h1", "Payment in progress");
            assertThat(tab.text("location.href")).isEqualTo(server.url("/pay/" + id));
        }
    }

    @Test
    void whoComesBackToAGatewayThatKnowsNothingYetStays() {
        server.answers(id, notFound());
        try (BrowserTab tab = browser.open()) {
            tab.size(390, 844).language("en").go(server.url("/pay/" + id));
            tab.run("sessionStorage.setItem('been:' + location.pathname, '1')");
            tab.go(server.url("/pay/" + id));
            assertThat(heading(tab)).isEqualTo("Preparing your payment");
            server.knows(id, payment(id).invoiced());
            awaitText(tab, "h1", "Ready to pay");
            assertThat(tab.text("document.querySelector('.text').textContent"))
                    .as("nothing is opened by itself")
                    .isEqualTo("You pay on the secure page of Paymoon.");
        }
    }

    @Test
    void whatIsKnownIsNotForgottenBecauseAGatewayHasForgottenIt() throws Exception {
        try (var forgetful = PageServer.start(
                        "soprano.page.first-wait=2s",
                        "soprano.page.max-known=1",
                        "soprano.page.fastest=200ms",
                        "soprano.page.slowest=500ms");
                BrowserTab tab = browser.open()) {
            forgetful.knows(id, payment(id).status("processing", 2));
            tab.size(390, 844).language("en").go(forgetful.url("/pay/" + id));
            tab.run("""
                    window.told = '';
                    const source = new EventSource(document.querySelector('main').dataset.events);
                    source.addEventListener('state', event => window.told += event.data);
                    window.shown = '';
                    new MutationObserver(() => window.shown += document.querySelector('h1').textContent)
                        .observe(document.querySelector('.card'), {childList: true}); 0""");
            await().atMost(SOON).until(() -> tab.text("told").contains("data-phase=\"processing\""));
            forgetful.answers(id, serverError());
            await().atMost(SOON).until(() -> {
                String other = PaymentFixture.newId();
                forgetful.knows(other, payment(other));
                forgetful.get("/pay/" + other, "en");
                return tab.text("told").contains("data-phase=\"preparing\"");
            });
            forgetful.knows(id, payment(id).status("success", 3));
            awaitText(tab, "h1", "Paid");
            assertThat(tab.text("shown")).doesNotContain("Preparing");
        }
    }

    @Test
    void theCountdownRunsAndItsEndIsSeen() {
        server.knows(
                id,
                payment(id)
                        .invoiced()
                        .with("expires_at", Instant.now().plusSeconds(9).toString()));
        try (BrowserTab tab = browser.open()) {
            tab.size(390, 844).language("en").go(server.url("/pay/" + id));
            String left = "document.getElementById('left').textContent";
            String first = tab.text(left);
            assertThat(first).matches("0:0[1-9]");
            await().atMost(SOON).until(() -> tab.text(left), later -> later.compareTo(first) < 0);
            assertThat(heading(tab)).as("by itself, not as news").isEqualTo("Ready to pay");
            assertThat(tab.run("document.querySelector('.left').classList.contains('soon')")
                            .asBoolean())
                    .isTrue();
            awaitText(tab, "h1", "The time to pay is over");
        }
    }

    @Test
    void withoutScriptsThePageReloadsByItself() {
        server.knows(id, payment(id));
        try (BrowserTab tab = browser.open()) {
            tab.size(390, 844).language("en");
            tab.send("Emulation.setScriptExecutionDisabled", java.util.Map.of("value", true));
            tab.visit(server.url("/pay/" + id));
            await().atMost(SOON).ignoreExceptions().until(() -> tab.html().contains("Preparing your payment"));
            server.knows(id, payment(id).status("success", 2));
            await().atMost(SOON).ignoreExceptions().until(() -> tab.html().contains("your payment has been received"));
        }
    }

    @Test
    void everythingCanBeReachedByKeyboard() {
        server.knows(id, payment(id).invoiced());
        try (BrowserTab tab = browser.open()) {
            tab.size(1280, 800).language("en").go(server.url("/pay/" + id));
            String focused = "document.activeElement.textContent.trim()";
            tab.press("Tab", 9);
            assertThat(tab.text(focused)).isEqualTo("Русский");
            tab.press("Tab", 9);
            assertThat(tab.text(focused)).isEqualTo("Pay ₽1,000.00");
            assertThat(tab.text("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
            tab.press("Tab", 9);
            assertThat(tab.text(focused)).isEqualTo("Return to the merchant");
            tab.run("document.querySelector('.language').focus()");
            tab.press("Enter", 13);
            await().atMost(SOON).ignoreExceptions().until(() -> heading(tab).equals("Готово к оплате"));
        }
    }

    @Test
    void whatStreamsDoNotBringIsFetched() {
        server.knows(id, payment(id).status("processing", 2));
        try (BrowserTab tab = browser.open()) {
            tab.send("Network.setBlockedURLs", java.util.Map.of("urls", java.util.List.of("*/events*")));
            tab.size(390, 844).language("en").go(server.url("/pay/" + id));
            server.knows(id, payment(id).status("success", 3));
            awaitText(tab, "h1", "Paid");
        }
    }

    private static String heading(BrowserTab tab) {
        return tab.text("document.querySelector('h1').textContent");
    }

    private static void awaitText(BrowserTab tab, String selector, String text) {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> tab.text("document.querySelector('" + selector + "').textContent")
                        .contains(text));
    }

    /** Makes payment-service know a payment of that state. @return its id */
    private String prepare(String state) {
        PaymentFixture payment = payment(id).with("provider_url", "https://pay.paymoon.example/i/inv_1");
        switch (state) {
            case "waiting" -> server.answers(id, notFound());
            case "preparing" -> server.knows(id, payment(id));
            case "ready" -> server.knows(id, payment);
            case "test" -> server.knows(id, payment.with("sandbox", true));
            case "long" ->
                server.knows(
                        id,
                        payment.with(
                                        "merchant_name",
                                        "Общество с ограниченной ответственностью «Трансконтинентальные"
                                                + "ЖелезнодорожныеПеревозки и партнёры»")
                                .with("amount", 999_999_999_999_999L)
                                .with(
                                        "description",
                                        ("Оплата по договору № 77-АБВ/2026: https://shop.example/" + "a".repeat(80)
                                                        + "\nи ещё одна строка. ")
                                                .repeat(3))
                                .with(
                                        "expires_at",
                                        Instant.now().plus(Duration.ofHours(76)).toString()));
            case "overdue" ->
                server.knows(
                        id,
                        payment.with("expires_at", Instant.now().minusSeconds(1).toString()));
            case "partially_refunded" ->
                server.knows(id, payment.status(state, 4).with("refunded_amount", 25_050L));
            case "missing" -> {
                String old = PaymentFixture.id(Instant.now().minus(Duration.ofDays(1)));
                server.answers(old, notFound());
                return old;
            }
            default -> server.knows(id, payment.status(state, 3));
        }
        return id;
    }
}
