package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.systemtests.MerchantClient.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaymentJourneySystemTest extends MerchantFixture {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Sandbox sandbox = new Sandbox();

    @Test
    void createsPaymentAndSendsWebhookOnceItIsPaid() throws Exception {
        Response created = merchant.client().createPayment(merchant.merchantId(), "1000.00", key());

        assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
        assertThat(created.text("status")).isEqualTo("pending");
        String paymentId = created.text("payment_id");
        sandbox.pay(paymentId);

        await().atMost(LIMIT).until(() -> merchant.client().payment(paymentId).text("status"), "success"::equals);
        await().atMost(LIMIT).until(() -> lastStatus(paymentId), "success"::equals);
        var webhooks = receiver.receivedFor(paymentId);
        assertThat(webhooks).allMatch(WebhookReceiver.Webhook::signed);
        assertThat(webhooks.getLast().body())
                .matches("\\{\"payment_id\":\"" + paymentId
                        + "\",\"status\":\"success\",\"amount\":1000.00,\"currency\":\"RUB\","
                        + "\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"}");
    }

    @Test
    void increasesVersionByOne() throws Exception {
        String paymentId = merchant.client()
                .createPayment(merchant.merchantId(), "10", key())
                .text("payment_id");
        sandbox.pay(paymentId);
        await().atMost(LIMIT).until(() -> lastStatus(paymentId), "success"::equals);

        List<Long> versions = receiver.receivedFor(paymentId).stream()
                .map(WebhookReceiver.Webhook::version)
                .distinct()
                .toList();
        assertThat(versions)
                .containsExactlyElementsOf(IntStream.rangeClosed(2, versions.size() + 1)
                        .mapToObj(version -> (long) version)
                        .toList());
    }

    @Test
    void rejectsDifferentBodyWithSameIdempotencyKey() throws Exception {
        String key = key();
        assertThat(merchant.client()
                        .createPayment(merchant.merchantId(), "1.00", key)
                        .status())
                .isEqualTo(201);

        var repeated = merchant.clientOfSecondGateway().createPayment(merchant.merchantId(), "1.00", key);
        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.headers()).containsEntry("idempotent-replayed", List.of("true"));
        assertThat(merchant.clientOfSecondGateway()
                        .createPayment(merchant.merchantId(), "2.00", key)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void hidesPaymentsOfOtherAccounts() throws Exception {
        String paymentId = merchant.client()
                .createPayment(merchant.merchantId(), "5.00", key())
                .text("payment_id");
        var stranger = Stack.newMerchant(receiver).client();

        var theirs = stranger.payment(paymentId);
        var nobodys = stranger.payment("pay_00000000000000000000000000000000");

        assertThat(theirs.status()).isEqualTo(404);
        assertThat(theirs.text("code")).isEqualTo(nobodys.text("code"));
        assertThat(theirs.text("detail")).isEqualTo(nobodys.text("detail"));
        assertThat(stranger.createPayment(merchant.merchantId(), "5.00", key()).status())
                .isEqualTo(404);
    }

    private String lastStatus(String paymentId) {
        var webhooks = receiver.receivedFor(paymentId);
        return webhooks.isEmpty() ? "" : webhooks.getLast().status();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
