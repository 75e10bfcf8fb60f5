package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.checkout.browser.Browser;
import info.sopranoexch.checkout.browser.BrowserTab;
import info.sopranoexch.systemtests.MerchantClient.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pays in a browser, from the merchant's request to the payer's receipt. Screenshots are in {@code target/payer-
 * screenshots}.
 */
class PayerJourneySystemTest extends MerchantFixture {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path PICTURES = Path.of("target", "payer-screenshots");
    private static final String SHOP = "https://shop.example/thanks?order=2417";
    private static Browser browser;

    private final Sandbox sandbox = new Sandbox();
    private BrowserTab tab;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openBrowserTab() throws Exception {
        tab = browser.open();
        tab.size(390, 844);
    }

    @AfterEach
    void closeBrowserTab() throws Exception {
        sandbox.recover();
        tab.close();
    }

    @Test
    void showsSuccessAndReturnsPayerToShop() throws Exception {
        Response created = created(3_600);
        tab.language("ru").visit(created.text("payment_url"));

        goToPaymoon();
        lookAt("paymoon");
        tab.run("document.querySelector('button.pay').click()");

        awaitHeading("Оплачено");
        assertThat(tab.text("location.href")).isEqualTo(created.text("payment_url"));
        assertThat(tab.text("document.querySelector('.amount').textContent")).contains("1\u00a0234,50\u00a0₽");
        assertThat(tab.text("document.querySelector('main').innerText"))
                .contains("Чай, 2 × 100 г", "Тестовый платёж. Деньги не списываются.");
        assertThat(tab.run("[...document.querySelectorAll('a')].map(a => a.href)")
                        .toString())
                .contains(SHOP);
        lookAt("paid");
        awaitTold(created.text("payment_id"), "success");
        assertThat(created.body().path("sandbox").asBoolean()).isTrue();
        Response read = merchant.client().payment(created.text("payment_id"));
        assertThat(read.body().path("sandbox").asBoolean()).isTrue();
    }

    @Test
    void showsDeclinedPayment() throws Exception {
        Response created = created(3_600);
        tab.language("en").visit(created.text("payment_url"));

        goToPaymoon();
        tab.run("document.querySelector('button[value=decline]').click()");

        awaitHeading("The payment did not go through");
        lookAt("failed");
        awaitTold(created.text("payment_id"), "failed");
    }

    @Test
    void continuesPageAfterOutageOfPaymoon() throws Exception {
        sandbox.breakDown();
        Response created = created(3_600);
        tab.language("en").visit(created.text("payment_url"));
        awaitHeading("Preparing your payment");
        lookAt("paymoon-down");

        sandbox.recover();

        awaitHeading("Payment due");
        goToPaymoon();
    }

    @Test
    void showsResultToPayerWhenCallbacksAreLate() throws Exception {
        sandbox.keepCallbacks();
        Response created = created(3_600);
        // All headings of the page, in order.
        tab.send("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                addEventListener('DOMContentLoaded', () => {
                  const note = () => {
                    const heading = document.querySelector('#heading');
                    if (heading) sessionStorage.seen = (sessionStorage.seen || '') + heading.textContent + '|';
                  };
                  note();
                  const card = document.querySelector('.card');
                  if (card) new MutationObserver(note).observe(card, {childList: true});
                });"""));
        tab.language("ru").visit(created.text("payment_url"));
        goToPaymoon();
        tab.run("document.querySelector('button.pay').click()");

        // Before the first scheduled check: the return of the payer triggers a query.
        awaitHeading("Оплачено");

        List<String> seen = List.of(tab.text("sessionStorage.seen").split("\\|"));
        assertThat(seen).contains("Счёт к оплате");
        List<String> afterPaying = seen.stream()
                .dropWhile(heading -> !heading.startsWith("Проверяем") && !heading.equals("Оплачено"))
                .toList();
        assertThat(afterPaying).isSubsetOf("Проверяем платёж, не платите второй раз", "Оплачено");
        awaitTold(created.text("payment_id"), "success");
    }

    @Test
    void updatesPageWithoutReload() throws Exception {
        sandbox.breakDown();
        Response cancelled = created(3_600);
        tab.language("en").visit(cancelled.text("payment_url"));
        awaitHeading("Preparing your payment");
        tab.run("window.stillThere = true");
        assertThat(merchant.client()
                        .post("/payment/" + cancelled.text("payment_id") + "/cancel", "{}")
                        .status())
                .isLessThan(300);
        awaitHeading("The payment was cancelled");
        assertThat(tab.run("window.stillThere").asBoolean()).isTrue();
        lookAt("cancelled");

        tab.visit(created(5).text("payment_url"));
        awaitHeading("Preparing your payment");
        tab.run("window.stillThere = true");
        // Only Paymoon can report that nothing was paid.
        awaitHeading("The time to pay is over");
        sandbox.recover();
        awaitHeading("The payment has expired");
        assertThat(tab.run("window.stillThere").asBoolean()).isTrue();
        lookAt("expired");
    }

    private Response created(int expiresIn) throws Exception {
        Response created = merchant.client()
                .post("/payment/create", String.format(Locale.ROOT, """
                {"merchant_id":%d,"amount":1234.50,"currency":"RUB","description":"Чай, 2 × 100 г","return_url":"%s",\
                "expires_in":%d}""", merchant.merchantId(), SHOP, expiresIn));
        assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
        return created;
    }

    private void goToPaymoon() {
        int port = URI.create(Stack.shared().sandboxUrl()).getPort();
        await("on Paymoon's page")
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> tab.run("document.getElementById('pay')?.click(), location.port === '" + port
                                + "' && document.readyState === 'complete'")
                        .asBoolean());
    }

    private void awaitHeading(String text) {
        await(text)
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> tab.text("document.querySelector('h1').textContent"), text::equals);
    }

    private void awaitTold(String paymentId, String status) {
        await("webhook of " + status)
                .atMost(LIMIT)
                .until(() -> receiver.receivedFor(paymentId).stream()
                        .anyMatch(
                                webhook -> webhook.signed() && webhook.status().equals(status)));
    }

    private void lookAt(String name) throws IOException {
        Files.write(PICTURES.resolve(name + ".png"), tab.screenshot());
        assertThat(tab.violations()).as(name).isEmpty();
        assertThat(tab.complaints()).as(name).isEmpty();
    }
}
