package info.sopranoexch.payment.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An account with one merchant, created over HTTP. */
public record TestMerchant(long account, long merchant) {

    public static TestMerchant create(Http http) {
        long account = http.post("/internal/api-keys", 0, "{\"name\":\"test\"}")
                .json()
                .path("account_id")
                .asLong();
        String shop = "{\"name\":\"Shop\",\"webhook_url\":\"https://shop.example/hook\"}";
        long merchant = http.post("/internal/merchants", account, shop)
                .json()
                .path("id")
                .asLong();
        return new TestMerchant(account, merchant);
    }

    /** Sends the command to create a payment. @return the payment's id */
    public String sendCreate(AvroCodec codec, RecordSender sender) {
        String payment = Commands.newPaymentId();
        byte[] command = codec.write(Topics.PAYMENT_COMMANDS, Commands.create(account, merchant, payment));
        sender.send(List.of(
                new ProducerRecord<>(Topics.PAYMENT_COMMANDS, payment.getBytes(StandardCharsets.UTF_8), command)));
        return payment;
    }

    /** Waits until the payment can be read and the service is ready. No command may be dead-lettered. */
    public void awaitApplied(Http http, String payment, Duration limit) {
        await().atMost(limit).untilAsserted(() -> {
            assertThat(http.get("/internal/payments/" + payment, account).status())
                    .isEqualTo(200);
            assertThat(http.get("/actuator/health/readiness", 0).status()).isEqualTo(200);
        });
        assertThat(TopicReader.of(Topics.deadLetter(Topics.PAYMENT_COMMANDS), payment))
                .isEmpty();
    }
}
