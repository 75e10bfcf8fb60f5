package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.Member;
import info.sopranoexch.systemtests.MerchantClient.Answer;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was answered is there, once, and is told in order, whatever is killed; seen with a merchant's eyes only. */
class FaultsSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int BATCH = 10;

    private static final LocalStack STACK = Stack.shared();
    private final Sandbox sandbox = new Sandbox();
    private WebhookReceiver receiver;
    private Stack.Shop shop;

    @BeforeEach
    void open() throws Exception {
        receiver = new WebhookReceiver();
        shop = Stack.newShop(receiver);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    /** Issue 4, 7. */
    @Test
    void withoutThePaymentServiceCreatesAreAcceptedAndAllAreThereOnceWhenItReturns() throws Exception {
        List<Member> services = List.of(STACK.member("payment-service"), STACK.member("payment-service-2"));
        services.forEach(Member::kill);
        List<String> accepted = new ArrayList<>();
        // At once: each waits in vain for its reply.
        Callable<Answer> create = () -> shop.client().createPayment(shop.merchantId(), "3.00", newKey());
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> created : clients.invokeAll(Collections.nCopies(BATCH, create))) {
                Answer answer = created.get();
                assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
                assertThat(answer.body().path("id").isNull()).isTrue();
                assertThat(answer.text("status")).isEqualTo("pending");
                accepted.add(answer.text("payment_id"));
            }
        }
        String key = newKey();
        accepted.add(acceptedOnce(key));
        services.forEach(Member::start);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(listed()).containsExactlyInAnyOrderElementsOf(accepted));
        await().atMost(LIMIT)
                .until(
                        () -> shop.elsewhere().createPayment(shop.merchantId(), "3.00", key),
                        answer -> answer.status() == 201
                                && answer.body().path("amount").decimalValue().compareTo(new BigDecimal("3")) == 0);
    }

    /** Of several requests with one key, at both gateways, the first alone is accepted. */
    private String acceptedOnce(String key) throws Exception {
        Answer first = shop.client().createPayment(shop.merchantId(), "3.00", key);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.body().path("amount").isNull()).isTrue();
        assertThat(shop.elsewhere()
                        .createPayment(shop.merchantId(), "4.00", key)
                        .status())
                .isEqualTo(409);
        assertThat(shop.client().createPayment(shop.merchantId(), "3.00", key).status())
                .isEqualTo(409);
        assertThat(shop.client().createPayment(shop.merchantId(), "5.00", key).status())
                .isEqualTo(422);
        return first.text("payment_id");
    }

    /** The process dies between the creates and what follows from them; payments go on to the webhook. */
    @ParameterizedTest
    @ValueSource(
            strings = {"payment-service", "provider-adapter", "webhook-dispatcher", "api-gateway-2", "kafka", "postgres"
            })
    void aKilledProcessLosesAndDoublesNothing(String victim) throws Exception {
        Member member = STACK.member(victim);
        Set<String> answered = new HashSet<>();
        for (int number = 0; number < BATCH; number++) {
            answered.add(create());
        }
        member.kill();
        member.start();
        for (int number = 0; number < BATCH; number++) {
            answered.add(create());
        }
        assertThat(answered).hasSize(2 * BATCH);
        for (String paymentId : answered) {
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                sandbox.pay(paymentId);
                return true;
            });
        }

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(answered)
                        .allSatisfy(paymentId -> assertThat(receiver.receivedFor(paymentId))
                                .extracting(WebhookReceiver.Webhook::status)
                                .contains("success")));
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(answered);
        assertThat(answered).allSatisfy(paymentId -> Outcomes.holdOrder(receiver, paymentId));
    }

    /** As a merchant does: the same key again until there is an answer that counts. */
    private String create() {
        String key = newKey();
        return await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> shop.client().createPayment(shop.merchantId(), "3.00", key),
                        answer -> answer.status() == 201 || answer.status() == 202)
                .text("payment_id");
    }

    private List<String> listed() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        var page = shop.client().get("/payments?limit=100&merchant_id=" + shop.merchantId());
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
