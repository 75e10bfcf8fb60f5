package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payments complete for every behaviour of Paymoon. The README of the sandbox describes the amounts. */
class PaymoonBehaviourSystemTest extends MerchantFixture {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    /** A row of the README: amount and final status. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (77\\d\\d) \\|.*\\| `([a-z_]+)`[^|`]*\\|$");

    /** Settled by a status query, which takes long, in a separate test. */
    private static final int NEVER_CALLED_BACK = 7704;

    private final Sandbox sandbox = new Sandbox();

    @AfterEach
    void endFaults() throws Exception {
        sandbox.recover();
    }

    @Test
    void completesPaymentsForEveryBehaviourOfPaymoon() throws Exception {
        Map<Integer, String> ends = ends();
        assertThat(ends).hasSize(11);
        Map<Integer, String> payments = new LinkedHashMap<>();
        for (int amount : ends.keySet()) {
            payments.put(amount, created(amount, 3_600));
        }
        for (String paymentId : payments.values()) {
            await().atMost(LIMIT).until(() -> sandbox.payByAmount(paymentId));
        }

        for (Map.Entry<Integer, String> payment : payments.entrySet()) {
            String end = ends.get(payment.getKey());
            String paymentId = payment.getValue();
            await("status of " + payment.getKey())
                    .atMost(LIMIT)
                    .until(() -> merchant.client().payment(paymentId).text("status"), end::equals);
            await("webhook of " + payment.getKey())
                    .atMost(LIMIT)
                    .until(() -> receiver.receivedFor(paymentId).stream()
                            .anyMatch(webhook -> webhook.status().equals(end)));
        }
        // On hold or in progress: no webhook reports success.
        for (int amount : List.of(7701, 7702, 7703, 7709)) {
            assertThat(receiver.receivedFor(payments.get(amount)))
                    .extracting(WebhookReceiver.Webhook::status)
                    .doesNotContain("success");
        }
        // A forged callback causes no webhook.
        assertThat(receiver.receivedFor(payments.get(7708)))
                .extracting(WebhookReceiver.Webhook::status)
                .doesNotContain("failed");
        successIsToldOnceAndStays(payments.get(7705));
        successIsToldOnceAndStays(payments.get(7707));
    }

    /** Callbacks are duplicated or reordered. The refund follows the last callback, so its webhook is the last one. */
    private void successIsToldOnceAndStays(String paymentId) throws Exception {
        var paymoon = new MerchantClient(Stack.shared().sandboxUrl(), "none");
        await().atMost(LIMIT)
                .until(
                        () -> paymoon.get("/control/callbacks?external_id=" + paymentId)
                                .body()
                                .findValuesAsText("state"),
                        List.of("delivered", "delivered")::equals);
        assertThat(merchant.client()
                        .post("/payment/" + paymentId + "/refund", "{}")
                        .status())
                .isEqualTo(200);
        await().atMost(LIMIT)
                .until(() -> receiver.receivedFor(paymentId).stream()
                        .anyMatch(webhook -> webhook.status().equals("refunded")));

        List<String> received = receiver.receivedFor(paymentId).stream()
                .filter(WebhookReceiver.Webhook::isStatus)
                .sorted(Comparator.comparingLong(WebhookReceiver.Webhook::version))
                .map(webhook -> webhook.version() + " " + webhook.status())
                .distinct()
                .toList();
        assertThat(received).filteredOn(one -> one.endsWith(" success")).hasSize(1);
        assertThat(received.subList(received.size() - 2, received.size()))
                .extracting(one -> one.replaceFirst(".* ", ""))
                .containsExactly("success", "refunded");
    }

    @Test
    void reportsFailedRefund() throws Exception {
        String paymentId = created(14, 600);
        sandbox.pay(paymentId);
        await().atMost(LIMIT).until(() -> merchant.client().payment(paymentId).text("status"), "success"::equals);
        sandbox.failRefunds();
        merchant.client().post("/payment/" + paymentId + "/refund", "{\"amount\":4.00}");

        await().atMost(LIMIT)
                .until(() -> receiver.receivedFor(paymentId).stream()
                        .anyMatch(
                                webhook -> webhook.json().path("type").asText().equals("refund.failed")));
        sandbox.recover();
        var webhook = receiver.receivedFor(paymentId).getLast();
        assertThat(webhook.body())
                .startsWith("{\"payment_id\":\"" + paymentId + "\",\"status\":\"success\",\"amount\":14.00")
                .contains("\"refund\":{", "\"amount\":4.00", "\"failure_code\":\"provider_failed\"");
        var refunds =
                merchant.client().get("/payment/" + paymentId + "/refunds").body();
        assertThat(refunds.at("/data/0/status").asText()).isEqualTo("failed");
        assertThat(refunds.at("/data/0/refund_id")).isEqualTo(webhook.json().at("/refund/refund_id"));
        assertThat(merchant.client().get("/refunds?status=failed").body().path("data"))
                .isEqualTo(refunds.path("data"));
        assertThat(merchant.client()
                        .payment(paymentId)
                        .body()
                        .path("refundable_amount")
                        .decimalValue())
                .isEqualByComparingTo("14.00");
    }

    /** The end of the outage triggers another query. */
    @Test
    void settlesPaymentWithoutCallback() throws Exception {
        String paymentId = created(NEVER_CALLED_BACK, 15);
        await().atMost(Duration.ofSeconds(14)).until(() -> sandbox.payByAmount(paymentId));

        await().atMost(LIMIT).until(() -> merchant.client().payment(paymentId).text("status"), "success"::equals);
    }

    /** The payer sees the page during the outage. */
    @Test
    void delaysPaymentDuringOutageOfPaymoon() throws Exception {
        sandbox.breakDown();
        var created = merchant.client().createPayment(merchant.merchantId(), "12.00", key());
        assertThat(created.status()).isEqualTo(201);
        String paymentId = created.text("payment_id");
        var page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(created.text("payment_url")))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("data-state=\"preparing\"");
        assertThat(merchant.client().payment(paymentId).text("status")).isEqualTo("pending");
        sandbox.recover();

        await().atMost(LIMIT).until(() -> sandbox.payByAmount(paymentId));
        await().atMost(LIMIT).until(() -> merchant.client().payment(paymentId).text("status"), "success"::equals);
    }

    /** The callback has only Paymoon's refund id, and arrives before a response with that id. */
    @Test
    void appliesEachRefundOnce() throws Exception {
        String paymentId = created(1_000, 3_600);
        await().atMost(LIMIT).until(() -> sandbox.payByAmount(paymentId));
        await().atMost(LIMIT).until(() -> merchant.client().payment(paymentId).text("status"), "success"::equals);

        sandbox.loseNextRefundResponse();
        assertThat(merchant.client()
                        .post("/payment/" + paymentId + "/refund", "{\"amount\":250}")
                        .status())
                .isEqualTo(200);
        await().atMost(LIMIT).until(() -> refundedAmounts(paymentId), List.of(250)::equals);
        sandbox.refundByStaff(paymentId, "250.00");
        await().atMost(LIMIT).until(() -> refundedAmounts(paymentId).contains(500));

        assertThat(refundedAmounts(paymentId)).containsExactly(250, 500);
        assertThat(PaymentDatabase.refunds(paymentId))
                .containsExactlyInAnyOrder("merchant succeeded", "provider succeeded");
        assertThat(PaymentDatabase.openQuarantine(paymentId)).isZero();
    }

    /** The statuses of the webhooks, by version. */
    private List<Integer> refundedAmounts(String paymentId) {
        return receiver.receivedFor(paymentId).stream()
                .filter(webhook -> webhook.status().equals("partially_refunded"))
                .sorted(Comparator.comparingLong(WebhookReceiver.Webhook::version))
                .map(webhook -> webhook.json().path("refunded_amount").asInt())
                .distinct()
                .toList();
    }

    private static Map<Integer, String> ends() throws IOException {
        Map<Integer, String> ends = new TreeMap<>();
        ROW.matcher(Files.readString(ProjectRoot.find().resolve("paymoon-sandbox/README.md")))
                .results()
                .forEach(row -> ends.put(Integer.parseInt(row.group(1)), row.group(2)));
        ends.remove(NEVER_CALLED_BACK);
        return ends;
    }

    private String created(int amount, int expiresIn) throws Exception {
        var response = merchant.client()
                .post(
                        "/payment/create",
                        String.format(
                                Locale.ROOT,
                                "{\"merchant_id\":%d,\"amount\":%d,\"expires_in\":%d}",
                                merchant.merchantId(),
                                amount,
                                expiresIn));
        assertThat(response.status()).as("%s", response.body()).isEqualTo(201);
        return response.text("payment_id");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
