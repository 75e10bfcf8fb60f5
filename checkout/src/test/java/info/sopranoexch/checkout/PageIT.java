package info.sopranoexch.checkout;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.notFound;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static info.sopranoexch.checkout.PaymentFixture.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import info.sopranoexch.starter.testing.HttpTestClient;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageIT {
    private static PageServer server;
    private final String id = PaymentFixture.newId();

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
        // The pause after another test's outage must not be this one's.
        server.clock.advance(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pending            | Готовим оплату        | Preparing your payment
            processing         | Проверяем платёж, не платите второй раз | Checking your payment, please do not pay again
            success            | Оплачено              | Paid
            failed             | Платёж не прошёл      | The payment did not go through
            expired            | Срок оплаты истёк     | The payment has expired
            cancelled          | Платёж отменён        | The payment was cancelled
            partially_refunded | Часть денег возвращена | Partly refunded
            refunded           | Деньги возвращены     | Refunded
            """)
    void showsEveryStatusInBothLanguages(String status, String russian, String english) {
        server.knows(id, payment(id).status(status, 2));
        HttpTestClient.Response ru = page("ru-RU,ru;q=0.9,en;q=0.8");
        assertThat(ru.status()).isEqualTo(200);
        assertThat(ru.text())
                .contains("<html lang=\"ru\">", ">" + russian + "</h1>", "1\u00a0000,00\u00a0₽", "Чайная лавка «Пуэр»");
        HttpTestClient.Response en = page("en");
        assertThat(en.text()).contains("<html lang=\"en\">", ">" + english + "</h1>", "₽1,000.00");
        assertThat(en.headers().firstValue("Content-Language")).hasValue("en");
    }

    @Test
    void asksReturningPayersNotToPayAgainAndQueriesTheProvider() {
        server.knows(id, payment(id).invoiced());
        server.acceptsProviderChecks(id);
        assertThat(page("ru").text()).contains("data-state=\"ready\"");
        HttpTestClient.Response returned = server.get("/pay/" + id + "?returned=1", "ru");
        assertThat(returned.status()).isEqualTo(303);
        assertThat(returned.headers().firstValue("Location")).hasValue("/pay/" + id);
        assertThat(returned.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(
                        cookie -> assertThat(cookie).startsWith("pay_returned=1; Path=/pay/" + id + "; Max-Age=10; "));
        assertThat(server.providerChecks(id, true)).isOne();

        server.knows(
                id,
                payment(id)
                        .invoiced()
                        .with("checking_since", server.clock.instant().toString()));
        HttpTestClient.Response page = page("ru");
        assertThat(page.text())
                .as("what was known before the return is not shown any more")
                .contains("data-state=\"checking\"", ">Проверяем платёж, не платите второй раз</h1>")
                .doesNotContain(">Оплатить ");
        await().until(() -> server.providerChecks(id, false) == 1);
        server.clock.advance(Duration.ofMinutes(2));
        assertThat(page("ru").text()).contains("Платёж ещё не подтверждён", "Ещё не платили? Вернуться к оплате");
    }

    @Test
    void showsTheReturnWhilePaymentServiceIsDown() {
        server.knows(id, payment(id).invoiced());
        assertThat(page("en").text()).contains("data-state=\"ready\"");
        server.reset();
        server.responds(id, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        server.clock.advance(Duration.ofSeconds(5));
        HttpTestClient.Response page = server.get("/pay/" + id + "?returned=1", "en");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("please do not pay again", "/pay/" + id + "/events?lang=en&amp;returned=1")
                .doesNotContain(">Pay ₽");
    }

    @Test
    void explainsAHeldPayment() {
        server.knows(id, payment(id).status("processing", 2).with("held", true));
        assertThat(page("ru").text())
                .contains(
                        "Платёж проверяет сотрудник",
                        "проверка займёт не больше 1 рабочего дня",
                        "Ответят на вопросы: <a rel=\"noreferrer\" href=\"mailto:help@shop.example\">")
                .doesNotContain("обновится сама");
        String other = PaymentFixture.newId();
        server.knows(
                other, payment(other).status("processing", 2).with("held", true).with("support_contact", null));
        assertThat(server.get("/pay/" + other, "ru").text())
                .contains("С вопросами обращайтесь в магазин, где вы оформили заказ.");
    }

    @Test
    void failedPaymentsSayWhetherMoneyWasReceived() {
        server.knows(id, payment(id).status("failed", 2));
        assertThat(page("ru").text()).contains("Деньги не списаны.");
        String received = PaymentFixture.newId();
        server.knows(received, payment(received).status("failed", 3).with("money_received", true));
        assertThat(server.get("/pay/" + received, "ru").text())
                .contains("Деньги вернут.")
                .doesNotContain("не списаны");
    }

    @Test
    void showsTimeReferenceAndReceiptOfAPaidPayment() {
        server.knows(id, payment(id).paid());
        assertThat(page("ru").text())
                .contains(
                        ">28 ноября 2026, 14:05 (GMT+3)</time>",
                        "<bdi>2417</bdi>",
                        "data-copy=\"" + id + "\"",
                        ">…" + id.substring(id.length() - 8) + "</span>",
                        "href=\"/pay/" + id + "/receipt?lang=ru\"");
        HttpTestClient.Response receipt = server.get("/pay/" + id + "/receipt", "ru");
        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.text())
                .contains(
                        "Квитанция об оплате",
                        "28 ноября 2026, 14:05 (GMT+3)",
                        "ООО «Чайный дом»",
                        "Чайная лавка «Пуэр»",
                        "2417",
                        id,
                        "1\u00a0000,00\u00a0₽",
                        "не заменяет кассовый чек");
    }

    @Test
    void servesLogosFromTheGateway() {
        String tag = "0123456789abcdef0123456789abcdef";
        server.hasLogo(tag, new byte[] {1, 2, 3});
        server.knows(id, payment(id).with("logo", tag).invoiced());
        assertThat(page("en").text()).contains("<img class=\"logo\" src=\"/pay-assets/logos/" + tag + "\" alt=\"\"");
        for (int i = 0; i < 2; i++) {
            HttpTestClient.Response logo = server.get("/pay-assets/logos/" + tag, "en");
            assertThat(logo.status()).isEqualTo(200);
            assertThat(logo.text()).isEqualTo("\u0001\u0002\u0003");
            assertThat(logo.headers().firstValue("Content-Type")).hasValue("image/png");
            assertThat(logo.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            server.reset();
        }
        assertThat(server.get("/pay-assets/logos/" + "f".repeat(32), "en").status())
                .isEqualTo(404);
        assertThat(server.get("/pay-assets/logos/..%2f", "en").status()).isBetween(400, 404);
        String other = PaymentFixture.newId();
        server.knows(other, payment(other).with("logo", "https://shop.example/logo.png"));
        assertThat(server.get("/pay/" + other, "en").text()).doesNotContain("<img");
    }

    @Test
    void redirectsFromTheReceiptOfAnUnpaidPayment() {
        server.knows(id, payment(id).invoiced());
        HttpTestClient.Response receipt = server.get("/pay/" + id + "/receipt", "ru");
        assertThat(receipt.status()).isEqualTo(303);
        assertThat(receipt.headers().firstValue("Location")).hasValue("/pay/" + id);
        assertThat(server.get("/pay/nonsense/receipt", "ru").status()).isEqualTo(303);
    }

    @Test
    void showsATimeOfDayIfMoreThanAnHourIsLeft() {
        server.knows(
                id,
                payment(id)
                        .invoiced()
                        .with(
                                "expires_at",
                                server.clock.instant().plus(Duration.ofHours(5)).toString()));
        assertThat(page("ru").text())
                .contains("<span class=\"until\">Оплатите до <time", "<span class=\"countdown\" hidden>");
        String soon = PaymentFixture.newId();
        server.knows(
                soon,
                payment(soon)
                        .invoiced()
                        .with(
                                "expires_at",
                                server.clock
                                        .instant()
                                        .plus(Duration.ofMinutes(59))
                                        .toString()));
        assertThat(server.get("/pay/" + soon, "ru").text())
                .contains("<span class=\"until\" hidden>", "<span class=\"countdown\">На оплату осталось:");
    }

    @Test
    void isolatesTheDirectionOfMerchantsTexts() {
        server.knows(
                id,
                payment(id)
                        .with("merchant_name", "\u2068متجر\u2069")
                        .with("description", "شاي أخضر")
                        .with("order_id", "א-1"));
        assertThat(page("en").text())
                .contains("<bdi>متجر</bdi>", "dir=\"auto\"", "<bdi>א-1</bdi>")
                .doesNotContain("\ufffd", "\u2068");
    }

    @Test
    void showsTheRefundedAmount() {
        server.knows(id, payment(id).status("partially_refunded", 4).with("refunded_amount", 25_050L));
        assertThat(page("ru").text()).contains("Возвращено 250,50\u00a0₽. Срок зачисления зависит от вашего банка.");
        assertThat(page("en").text()).contains("₽250.50 has been returned.");
    }

    @Test
    void linksToTheProviderAndTheMerchant() {
        server.knows(id, payment(id).invoiced());
        assertThat(page("en").text())
                .contains(
                        "href=\"https://pay.paymoon.example/i/inv_1\"",
                        ">Pay ₽1,000.00</a>",
                        "href=\"https://shop.example/orders/2417\"",
                        "role=\"timer\"",
                        "<svg class=\"qr\"");
    }

    @Test
    void prefersTheLanguageOfTheLink() {
        server.knows(id, payment(id));
        assertThat(server.get("/pay/" + id + "?lang=en", "ru").text())
                .contains("<html lang=\"en\">", "href=\"?lang=ru\"", "/pay/" + id + "/events?lang=en");
    }

    @Test
    void sendsAStrictContentSecurityPolicy() {
        server.knows(id, payment(id));
        HttpTestClient.Response page = page("en");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                        + "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.text()).doesNotContain(" style=", " onclick=", "<style");
        assertThat(page.text().replaceAll("(?s)<a [^>]*>", "")).doesNotContain("https://", "http://");
    }

    @Test
    void qrCodeContainsTheAddressOfThePage() {
        server.knows(id, payment(id));
        String drawing = QrDrawing.of("https://pay.soprano-exch.info/pay/" + id).path();
        assertThat(page("en").text()).contains(drawing);
    }

    @Test
    void errorsOfOnePaymentDoNotAffectOthers() {
        server.responds(id, serverError());
        assertThat(page("en").text()).contains("data-state=\"preparing\"");
        String other = PaymentFixture.newId();
        server.knows(other, payment(other).invoiced());
        assertThat(server.get("/pay/" + other, "en").text()).contains("data-state=\"ready\"");
    }

    @Test
    void showsTheTestNoticeBeforeThePaymentIsKnown() {
        server.responds(id, notFound());
        assertThat(page("en").text()).contains("role=\"note\" hidden>");
        try (PageServer testing = PageServer.start("soprano.checkout.sandbox=true")) {
            testing.clock.stop();
            String fresh = PaymentFixture.id(testing.clock.instant());
            testing.responds(fresh, notFound());
            assertThat(testing.get("/pay/" + fresh, "en").text())
                    .contains("data-state=\"preparing\"", "data-sandbox", "role=\"note\">");
        }
    }

    @Test
    void escapesMerchantsTexts() {
        server.knows(
                id,
                payment(id)
                        .with("merchant_name", "<script>alert(1)</script>")
                        .with("description", "\"><img src=x onerror=alert(1)>")
                        .with("return_url", "https://shop.example/?a=1&b='2'"));
        assertThat(page("en").text())
                .doesNotContain("<script>alert", "<img", "onerror=alert(1)>\"")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "https://shop.example/?a=1&amp;b=&#39;2&#39;");
    }

    @Test
    void dropsLinksThatAreScripts() {
        server.knows(
                id, payment(id).with("provider_url", "javascript:alert(1)").with("return_url", "data:text/html,x"));
        assertThat(page("en").text()).doesNotContain("javascript:", "data:text").contains("Preparing your payment");
    }

    @Test
    void marksTestPayments() {
        server.knows(id, payment(id).with("sandbox", true));
        assertThat(page("en").text()).contains("role=\"note\">Test payment. No money is charged.");
        String live = PaymentFixture.newId();
        server.knows(live, payment(live));
        assertThat(server.get("/pay/" + live, "en").text()).contains("role=\"note\" hidden>");
    }

    @Test
    void servesThePageWhilePaymentServiceIsSlow() {
        server.responds(
                id,
                aResponse()
                        .withFixedDelay(7_000)
                        .withBody(payment(id).invoiced().json()));
        // Served before the answer, or it would say more than this.
        HttpTestClient.Response first = page("en");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text()).contains("Preparing your payment", "http-equiv=\"refresh\"");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(page("en").text()).contains("Payment due"));
    }

    @Test
    void servesTheCachedPaymentWhilePaymentServiceIsDown() {
        String learnt = PaymentFixture.newId();
        server.knows(learnt, payment(learnt).invoiced());
        assertThat(server.get("/pay/" + learnt, "en").text()).contains("Payment due");
        server.reset();
        server.responds(id, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        server.responds(learnt, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        server.clock.advance(Duration.ofSeconds(9));
        server.clock.stop();
        for (int i = 0; i < 5; i++) {
            assertThat(page("en").text()).contains("Preparing your payment");
        }
        assertThat(server.get("/pay/" + learnt, "en").text()).contains("Payment due");
        assertThat(server.lookupCount(id))
                .as("a failed service is not called again at once")
                .isOne();
        server.clock.advance(Duration.ofMillis(101));
        assertThat(page("en").text()).contains("Preparing your payment");
        assertThat(server.lookupCount(id)).as("but not for ever").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"payment_id\":", "{\"status\":\"unheard_of\"}"})
    void treatsUnreadableResponsesAsAnOutage(String body) {
        server.responds(id, aResponse().withBody(body));
        assertThat(page("en").text()).contains("Preparing your payment");
        server.reset();
        server.responds(id, serverError().withBody("java.lang.Secret"));
        assertThat(page("en").text()).contains("Preparing your payment").doesNotContain("Secret");
    }

    @Test
    void showsNewUnknownPaymentsAsPreparedAndOldOnesAsMissing() {
        String fresh = PaymentFixture.id(server.clock.instant());
        server.responds(fresh, notFound());
        assertThat(server.get("/pay/" + fresh, "en").status()).isEqualTo(200);
        assertThat(server.get("/pay/" + fresh, "en").text()).contains("Preparing your payment");
        server.clock.advance(Duration.ofSeconds(10));
        HttpTestClient.Response mistyped = server.get("/pay/" + fresh, "en");
        assertThat(mistyped.status()).as("payment-service had time to know it").isEqualTo(404);
        assertThat(mistyped.text()).contains("Payment not found", "data-events=");
        server.knows(fresh, payment(fresh).invoiced());
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(server.get("/pay/" + fresh, "en").text()).as("it came late").contains("Payment due");

        String old = PaymentFixture.id(Instant.now().minus(Duration.ofDays(1)));
        server.responds(old, notFound());
        HttpTestClient.Response unknown = server.get("/pay/" + old, "en");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text()).contains("Payment not found", "<html lang=\"en\">");
        for (String malformed :
                new String[] {"pay_1", "x", "pay_%3Cscript%3E", old.toUpperCase(java.util.Locale.ROOT)}) {
            HttpTestClient.Response page = server.get("/pay/" + malformed, "en");
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.text()).as("the same words").isEqualTo(unknown.text());
        }
    }

    @Test
    void countsTheAgeOfDerivedIdsFromTheFirstRequest() {
        String derived = PaymentFixture.derivedId();
        server.responds(derived, notFound());
        assertThat(server.get("/pay/" + derived, "ru").status()).isEqualTo(200);
        server.clock.advance(Duration.ofSeconds(4));
        HttpTestClient.Response page = server.get("/pay/" + derived, "ru");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("Платёж не найден");
    }

    @Test
    void concurrentRequestsShareOneLookup() {
        server.responds(id, aResponse().withFixedDelay(200).withBody(payment(id).json()));
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                threads.submit(() -> page("en"));
            }
        }
        assertThat(server.lookupCount(id)).isLessThanOrEqualTo(3);
    }

    @Test
    void showsPaymentsOfMerchantsWithoutAName() {
        server.knows(id, payment(id).with("merchant_name", "").invoiced());
        assertThat(page("en").text()).contains("Payment due").doesNotContain("Shop:", "null");
    }

    @Test
    void assetsAreCachedForeverUnderTheirHash() {
        server.knows(id, payment(id));
        var address = java.util.regex.Pattern.compile("/pay-assets/[0-9a-f]{16}/[a-z.]+")
                .matcher(page("en").text());
        int found = 0;
        while (address.find()) {
            HttpTestClient.Response asset = server.get(address.group(), "en");
            assertThat(asset.status()).isEqualTo(200);
            assertThat(asset.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
            assertThat(asset.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            found++;
        }
        assertThat(found).isEqualTo(3);
        HttpTestClient.Response other = server.get("/pay-assets/0123456789abcdef/page.css", "en");
        assertThat(other.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(server.get("/pay-assets/0/..%2fwords_en.properties", "en").status())
                .isBetween(400, 404);
        assertThat(server.get("/pay-assets/0/words_en.properties", "en").status())
                .isEqualTo(404);
    }

    private HttpTestClient.Response page(String language) {
        return server.get("/pay/" + id, language);
    }
}
