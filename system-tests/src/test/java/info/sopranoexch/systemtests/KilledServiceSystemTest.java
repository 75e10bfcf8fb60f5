package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import info.sopranoexch.systemtests.MerchantClient.Response;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledged payments exist once and have ordered webhooks after a kill of any process. */
class KilledServiceSystemTest extends MerchantFixture {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int BATCH = 10;

    private static final LocalStack STACK = Stack.shared();
    private final Sandbox sandbox = new Sandbox();

    @Test
    void acceptsCreatesDuringOutageOfPaymentService() throws Exception {
        List<StackProcess> services = List.of(STACK.member("payment-service"), STACK.member("payment-service-2"));
        services.forEach(StackProcess::kill);
        List<String> accepted = new ArrayList<>();
        // In parallel, because each waits for a reply that never arrives.
        Callable<Response> create = () -> merchant.client().createPayment(merchant.merchantId(), "3.00", newKey());
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Response> created : clients.invokeAll(Collections.nCopies(BATCH, create))) {
                Response response = created.get();
                assertThat(response.status()).as("%s", response.body()).isEqualTo(202);
                assertThat(response.body().path("id").isNull()).isTrue();
                assertThat(response.text("status")).isEqualTo("pending");
                accepted.add(response.text("payment_id"));
            }
        }
        String key = newKey();
        accepted.add(acceptedOnce(key));
        services.forEach(StackProcess::start);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(listed()).containsExactlyInAnyOrderElementsOf(accepted));
        await().atMost(LIMIT)
                .until(
                        () -> merchant.clientOfSecondGateway().createPayment(merchant.merchantId(), "3.00", key),
                        response -> response.status() == 201
                                && response.body().path("amount").decimalValue().compareTo(new BigDecimal("3")) == 0);
    }

    /** Accepts only the first of several requests with one key at both gateways. */
    private String acceptedOnce(String key) throws Exception {
        Response first = merchant.client().createPayment(merchant.merchantId(), "3.00", key);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.body().path("amount").isNull()).isTrue();
        assertThat(merchant.clientOfSecondGateway()
                        .createPayment(merchant.merchantId(), "4.00", key)
                        .status())
                .isEqualTo(409);
        assertThat(merchant.client()
                        .createPayment(merchant.merchantId(), "3.00", key)
                        .status())
                .isEqualTo(409);
        assertThat(merchant.client()
                        .createPayment(merchant.merchantId(), "5.00", key)
                        .status())
                .isEqualTo(422);
        return first.text("payment_id");
    }

    /** Kills the process between creates and their effects. */
    @ParameterizedTest
    @ValueSource(
            strings = {"payment-service", "provider-adapter", "webhook-dispatcher", "api-gateway-2", "kafka", "postgres"
            })
    void losesAndDuplicatesNothingWhenProcessIsKilled(String victim) throws Exception {
        StackProcess member = STACK.member(victim);
        Set<String> acknowledged = new HashSet<>();
        for (int number = 0; number < BATCH; number++) {
            acknowledged.add(create());
        }
        member.kill();
        member.start();
        for (int number = 0; number < BATCH; number++) {
            acknowledged.add(create());
        }
        assertThat(acknowledged).hasSize(2 * BATCH);
        for (String paymentId : acknowledged) {
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                sandbox.pay(paymentId);
                return true;
            });
        }

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(acknowledged)
                        .allSatisfy(paymentId -> assertThat(receiver.receivedFor(paymentId))
                                .extracting(WebhookReceiver.Webhook::status)
                                .contains("success")));
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(acknowledged).allSatisfy(paymentId -> Outcomes.assertOrder(receiver, paymentId));
    }

    /** Repeats the request with the same key until a final response, as merchants do. */
    private String create() {
        String key = newKey();
        return await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> merchant.client().createPayment(merchant.merchantId(), "3.00", key),
                        response -> response.status() == 201 || response.status() == 202)
                .text("payment_id");
    }

    private List<String> listed() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        var page = merchant.client().get("/payments?limit=100&merchant_id=" + merchant.merchantId());
        assertThat(page.status()).as("%s", page.body()).isEqualTo(200);
        page.body()
                .path("data")
                .forEach(payment -> ids.add(payment.path("payment_id").asText()));
        return ids;
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
