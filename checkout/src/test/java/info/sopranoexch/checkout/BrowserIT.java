package info.sopranoexch.checkout;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static info.sopranoexch.checkout.PaymentFixture.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.checkout.browser.Browser;
import info.sopranoexch.checkout.browser.BrowserTab;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The page in a real browser. Its pictures are kept in {@code target/page-screenshots}. */
class BrowserIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path PICTURES = Path.of("target", "page-screenshots");
    private static final int SMALLEST = 320;
    private static final int PHONE = 390;
    private static final int DESK = 1280;
    private static final int CARD = 448;
    private static final int HEIGHT = 844;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static PageServer server;
    private static Browser browser;

    private final String id = PaymentFixture.newId();

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        Files.createDirectories(PICTURES);
        server = PageServer.start(
                "soprano.checkout.lookup.first-wait=2s",
                "soprano.checkout.live-updates.min-poll-interval=200ms",
                "soprano.checkout.live-updates.max-poll-interval=500ms",
                "soprano.checkout.live-updates.heartbeat=1s",
                // Or a browser would not send its cookie here.
                "soprano.checkout.public-url=http://127.0.0.1");
    }

    @AfterAll
    static void stop() {
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
        browser.clearCookies();
    }

    static Stream<String> states() {
        return Stream.of(
                "waiting",
                "preparing",
                "ready",
                "test",
                "long",
                "checking",
                "unconfirmed",
                "held",
                "overdue",
                "success",
                "failed",
                "expired",
                "cancelled",
                "partially_refunded",
                "refunded",
                "receipt",
                "not_found_yet",
                "missing");
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateIsAccessibleAndFitsTheScreenWithoutErrors(String state) throws IOException {
        String shown = prepare(state);
        for (Language language : Language.values()) {
            for (int width : new int[] {PHONE, DESK}) {
                try (BrowserTab tab = browser.open()) {
                    tab.size(width, HEIGHT).language(language.tag()).colours("light");
                    tab.go(server.url("/pay/" + shown));
                    assertThat(tab.run("document.querySelector('.card').getBoundingClientRect().width")
                                    .asInt())
                            .as("the card keeps its width: " + state)
                            .isEqualTo(width == DESK ? CARD : PHONE - 32);
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
                            .allMatch(text -> state.matches("missing|not_found_yet") && text.contains("404"));
                }
            }
        }
    }

    @Test
    void updatesFromCreationToPaidWithoutAReload() {
        server.responds(id, notFound());
        try (BrowserTab tab = browser.open()) {
            tab.size(390, 844).language("ru").go(server.url("/pay/" + id));
            tab.run("window.stillThere = true");
            assertThat(heading(tab)).isEqualTo("Готовим оплату");
            server.knows(id, payment(id));
            awaitText(tab, ".amount", "1\u00a0000,00\u00a0₽");
            server.knows(id, payment(id).status("processing", 2));
            awaitText(tab, "h1", "Проверяем платёж, не платите второй раз");
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
    void doesNotRedirectToTheProviderByItself() {
        server.knows(id, payment(id));
        try (BrowserTab tab = browser.open()) {
            tab.size(PHONE, HEIGHT).language("en").go(server.url("/pay/" + id));
            assertThat(heading(tab)).isEqualTo("Preparing your payment");
            server.knows(id, payment(id).invoiced());
            awaitText(tab, "h1", "Payment due");
            await().atMost(SOON).until(() -> tab.run("performance.now() > 3000").asBoolean());
            assertThat(tab.text("location.href")).isEqualTo(server.url("/pay/" + id));
            assertThat(tab.run("document.getElementById('pay').href").asString())
                    .isNotEmpty();
        }
    }

    @Test
    void asksPayersWhoUseTheBackButtonNotToPayAgain() {
        String provider = server.paymentService().baseUrl().replace("localhost", "127.0.0.1") + "/paymoon";
        server.paymentService()
                .stubFor(get(urlEqualTo("/paymoon"))
                        .willReturn(aResponse()
                                .withHeader("Content-Type", "text/html")
                                .withBody("<h1>Paymoon</h1>")));
        PaymentFixture invoiced = payment(id).with("sandbox", true).with("provider_url", provider);
        server.knows(id, invoiced);
        server.acceptsProviderChecks(id);
        try (BrowserTab tab = browser.open()) {
            tab.size(PHONE, HEIGHT).language("en").go(server.url("/pay/" + id));
            tab.run("document.getElementById('pay').click()");
            await().atMost(SOON).until(() -> tab.text("location.href").equals(provider));
            tab.back();
            await().atMost(SOON).until(() -> server.providerChecks(id, true) == 1);
            server.knows(
                    id, invoiced.with("checking_since", server.clock.instant().toString()));
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> heading(tab).equals("Checking your payment, please do not pay again"));
            assertThat(tab.text("location.href")).isEqualTo(server.url("/pay/" + id));
            await().atMost(SOON).until(() -> server.providerChecks(id, false) > 0);
            server.knows(id, payment(id).with("sandbox", true).paid());
            awaitText(tab, "h1", "Paid");
        }
    }

    @Test
    void keepsTheLanguageOnReturn() {
        server.knows(id, payment(id).invoiced());
        server.acceptsProviderChecks(id);
        try (BrowserTab tab = browser.open()) {
            tab.size(PHONE, HEIGHT).language("ru").go(server.url("/pay/" + id));
            assertThat(heading(tab)).isEqualTo("Счёт к оплате");
            tab.go(server.url("/pay/" + id + "?lang=en"));
            assertThat(heading(tab)).isEqualTo("Payment due");
            tab.visit(server.url("/pay/" + id + "?returned=1"));
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> tab.text("location.href").equals(server.url("/pay/" + id))
                            && heading(tab).equals("Checking your payment, please do not pay again"));
        }
    }

    @Test
    void showsAPaymentThatArrivesLate() {
        String early = PaymentFixture.id(Instant.now().minusSeconds(20));
        server.responds(early, notFound());
        try (BrowserTab tab = browser.open()) {
            tab.size(PHONE, HEIGHT).language("en").go(server.url("/pay/" + early));
            assertThat(heading(tab)).isEqualTo("Payment not found");
            server.knows(early, payment(early).invoiced());
            awaitText(tab, "h1", "Payment due");
        }
    }

    @Test
    void hiddenTabsCloseTheirStreams() {
        server.knows(id, payment(id));
        List<BrowserTab> tabs = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                tabs.forEach(tab -> tab.visible(false));
                BrowserTab tab = browser.open();
                tabs.add(tab);
                tab.size(PHONE, HEIGHT).language("en").go(server.url("/pay/" + id));
            }
            LiveUpdateSubscriptions subscriptions = server.bean(LiveUpdateSubscriptions.class);
            await().atMost(SOON).until(() -> subscriptions.streamCount() == 1);
            server.knows(id, payment(id).invoiced());
            awaitText(tabs.getLast(), "h1", "Payment due");
            assertThat(heading(tabs.getFirst())).as("hidden").isEqualTo("Preparing your payment");
            tabs.getLast().visible(false);
            tabs.getFirst().visible(true);
            awaitText(tabs.getFirst(), "h1", "Payment due");
            await().atMost(SOON).until(() -> subscriptions.streamCount() == 1);
        } finally {
            tabs.forEach(BrowserTab::close);
        }
    }

    @Test
    void usesOnlyEs2018InTheScript() throws IOException {
        try (BrowserTab tab = browser.open();
                InputStream acorn = Objects.requireNonNull(BrowserIT.class.getResourceAsStream(
                        "/META-INF/resources/webjars/acorn/8.14.0/dist/acorn.js"))) {
            tab.go("about:blank");
            tab.run(new String(acorn.readAllBytes(), StandardCharsets.UTF_8) + ";0");
            String script = new String(server.bean(Assets.class).find("page.js").content(), StandardCharsets.UTF_8);
            assertThat(tab.run(parseAsEs2018(script)).asInt()).isPositive();
            assertThatThrownBy(() -> tab.run(parseAsEs2018("a?.b")))
                    .as("it knows the difference")
                    .hasMessageContaining("Unexpected token");
        }
    }

    private static String parseAsEs2018(String script) {
        return "acorn.parse(" + JSON.writeValueAsString(script) + ", {ecmaVersion: 2018}).body.length";
    }

    @Test
    void allowsTheShopToCloseThePopupThatItOpened() {
        server.knows(id, payment(id));
        try (BrowserTab shop = browser.open()) {
            // Another origin than the page's.
            shop.go("http://localhost:" + server.port() + "/");
            shop.send(
                    "Runtime.evaluate",
                    Map.of(
                            "expression",
                            "window.popup = window.open('" + server.url("/pay/" + id)
                                    + "', 'pay', 'width=500,height=700'); 0",
                            "userGesture",
                            true));
            await().atMost(SOON).until(() -> server.lookupCount(id) > 0);
            await().atMost(SOON)
                    .until(() -> shop.run("(() => { try { return popup.location.href === 'about:blank' && 0; } "
                                            + "catch (crossOrigin) { return 1; } })()")
                                    .asInt()
                            == 1);
            assertThat(shop.run("popup.closed").asBoolean()).isFalse();
            shop.run("popup.close()");
            await().atMost(SOON).until(() -> shop.run("popup.closed").asBoolean());
        }
    }

    @Test
    void cutsLongDescriptionsToThreeLines() throws IOException {
        prepare("long");
        try (BrowserTab tab = browser.open()) {
            tab.size(PHONE, HEIGHT).language("ru").go(server.url("/pay/" + id));
            String lines = "Math.round(document.querySelector('.description').clientHeight"
                    + " / parseFloat(getComputedStyle(document.querySelector('.description')).lineHeight))";
            assertThat(tab.run(lines).asInt()).isEqualTo(3);
            assertThat(tab.text("document.querySelector('.more').textContent")).isEqualTo("Показать полностью");
            tab.run("document.querySelector('.more').click()");
            assertThat(tab.run(lines).asInt()).isGreaterThan(3);
            assertThat(tab.text("document.querySelector('.more').getAttribute('aria-expanded')"))
                    .isEqualTo("true");
        }
    }

    @Test
    void copiesTheReferenceAndConvertsTimes() {
        server.knows(id, payment(id).paid());
        try (BrowserTab tab = browser.open()) {
            tab.send("Emulation.setTimezoneOverride", Map.of("timezoneId", "Asia/Yekaterinburg"));
            browser.grantPermissions("clipboard-read", "clipboard-write");
            tab.size(PHONE, HEIGHT).language("ru").go(server.url("/pay/" + id));
            tab.bringToFront();
            assertThat(tab.text("document.querySelector('.details time').textContent"))
                    .isEqualTo("28 ноября 2026, 16:05");
            tab.run("document.querySelector('.copy').click()");
            awaitText(tab, ".copy", "Скопировано");
            assertThat(tab.text("navigator.clipboard.readText()")).isEqualTo(id);
        }
    }

    @Test
    void ignoresAnOlderStateFromAGatewayWithAnEmptyCache() throws Exception {
        try (var forgetful = PageServer.start(
                        "soprano.checkout.lookup.first-wait=2s",
                        "soprano.checkout.live-updates.min-poll-interval=200ms",
                        "soprano.checkout.live-updates.max-poll-interval=500ms");
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
            await().atMost(SOON).until(() -> tab.text("told").contains("data-state=\"checking\""));
            forgetful.responds(id, serverError());
            await().atMost(SOON).until(() -> {
                forgetful.bean(PaymentCache.class).clear();
                return tab.text("told").contains("data-state=\"preparing\"");
            });
            forgetful.knows(id, payment(id).status("success", 3));
            awaitText(tab, "h1", "Paid");
            assertThat(tab.text("shown")).doesNotContain("Preparing");
        }
    }

    @Test
    void showsTheCountdownAndItsEnd() {
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
            assertThat(heading(tab)).as("by itself, not as news").isEqualTo("Payment due");
            assertThat(tab.run("document.querySelector('.deadline').classList.contains('soon')")
                            .asBoolean())
                    .isTrue();
            awaitText(tab, "h1", "The time to pay is over");
        }
    }

    @Test
    void reloadsIfTheScriptIsBlocked() {
        server.knows(id, payment(id));
        try (BrowserTab tab = browser.open()) {
            tab.send("Network.setBlockedURLs", Map.of("urls", List.of("*/page.js")));
            tab.size(PHONE, HEIGHT).language("en").go(server.url("/pay/" + id));
            assertThat(heading(tab)).isEqualTo("Preparing your payment");
            server.knows(id, payment(id).paid());
            await().atMost(SOON).ignoreExceptions().until(() -> heading(tab).equals("Paid"));
        }
    }

    @Test
    void stopsReloadByScript() {
        server.knows(id, payment(id));
        try (BrowserTab tab = browser.open()) {
            tab.size(PHONE, HEIGHT).language("en").go(server.url("/pay/" + id));
            tab.run("window.stillThere = true");
            await().atMost(SOON).until(() -> tab.run("performance.now() > 6500").asBoolean());
            assertThat(tab.run("window.stillThere").asBoolean()).isTrue();
        }
    }

    @Test
    void reloadsIfScriptsAreDisabled() {
        server.knows(id, payment(id));
        try (BrowserTab tab = browser.open()) {
            tab.size(390, 844).language("en");
            tab.send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
            tab.visit(server.url("/pay/" + id));
            await().atMost(SOON).ignoreExceptions().until(() -> tab.html().contains("Preparing your payment"));
            server.knows(id, payment(id).status("success", 2));
            await().atMost(SOON).ignoreExceptions().until(() -> tab.html().contains("your payment has been received"));
        }
    }

    @Test
    void allLinksAreReachableByKeyboard() {
        server.knows(id, payment(id).invoiced());
        try (BrowserTab tab = browser.open()) {
            tab.size(1280, 800).language("en").go(server.url("/pay/" + id));
            String focused = "document.activeElement.textContent.trim()";
            tab.press("Tab");
            assertThat(tab.text(focused)).isEqualTo("Русский");
            tab.press("Tab");
            assertThat(tab.text(focused)).isEqualTo("Pay ₽1,000.00");
            assertThat(tab.text("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
            tab.press("Tab");
            assertThat(tab.text(focused)).isEqualTo("Return to the shop");
            tab.run("document.querySelector('.language').focus()");
            tab.press("Enter");
            await().atMost(SOON).ignoreExceptions().until(() -> heading(tab).equals("Счёт к оплате"));
        }
    }

    @Test
    void fetchesThePageIfStreamsAreBlocked() {
        server.knows(id, payment(id).status("processing", 2));
        try (BrowserTab tab = browser.open()) {
            tab.send("Network.setBlockedURLs", Map.of("urls", List.of("*/events*")));
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
    private String prepare(String state) throws IOException {
        PaymentFixture payment = payment(id).with("provider_url", "https://pay.paymoon.example/i/inv_1");
        switch (state) {
            case "waiting" -> {
                // A payment that stays unknown for 3 s is shown as not found.
                server.clock.stop();
                server.responds(id, notFound());
            }
            case "preparing" -> server.knows(id, payment(id));
            case "ready" -> server.knows(id, payment);
            case "test" -> {
                String tag = "0123456789abcdef0123456789abcdef";
                server.hasLogo(tag, png());
                server.knows(id, payment.with("sandbox", true).with("logo", tag));
            }
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
            case "checking" ->
                server.knows(id, payment.with("checking_since", Instant.now().toString()));
            case "unconfirmed" ->
                server.knows(
                        id,
                        payment.with(
                                "checking_since",
                                Instant.now().minusSeconds(180).toString()));
            case "held" -> server.knows(id, payment.status("processing", 3).with("held", true));
            case "success" -> server.knows(id, payment.paid());
            case "receipt" -> {
                server.knows(id, payment.paid());
                return id + "/receipt";
            }
            case "not_found_yet" -> {
                String recent = PaymentFixture.id(Instant.now().minusSeconds(60));
                server.responds(recent, notFound());
                return recent;
            }
            case "overdue" ->
                server.knows(
                        id,
                        payment.with("expires_at", Instant.now().minusSeconds(1).toString()));
            case "partially_refunded" ->
                server.knows(id, payment.paid().status(state, 4).with("refunded_amount", 25_050L));
            case "missing" -> {
                String old = PaymentFixture.id(Instant.now().minus(Duration.ofDays(1)));
                server.responds(old, notFound());
                return old;
            }
            default -> server.knows(id, payment.status(state, 3));
        }
        return id;
    }

    private static byte[] png() throws IOException {
        var image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 96; x++) {
            for (int y = 0; y < 96; y++) {
                image.setRGB(x, y, (x - 48) * (x - 48) + (y - 48) * (y - 48) < 1_600 ? 0x2e7d32 : 0xf1f8e9);
            }
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
