package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.LiveService;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ApiKey;
import info.sopranoexch.schemas.avro.DeliveredStatus;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.schemas.avro.WebhookOutcome;
import info.sopranoexch.schemas.serde.RegistryException;
import info.sopranoexch.schemas.serde.SchemaRegistryClient;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.secrets.ApiKeyHash;
import info.sopranoexch.starter.secrets.SecretCipher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The running service, used over Kafka and HTTP. */
@LiveService
class LiveServiceIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    private RecordSender sender;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private SecretCipher cipher;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);
    private long account;
    private long merchant;

    @BeforeEach
    void someMerchant() {
        http = new Http(port);
        account = http.post("/internal/api-keys", 0, "{\"name\":\"test\"}")
                .json()
                .path("account_id")
                .asLong();
        merchant = http.post(
                        "/internal/merchants",
                        account,
                        "{\"name\":\"Shop\",\"webhook_url\":\"https://shop.example/hook\"}")
                .json()
                .path("id")
                .asLong();
    }

    @Test
    void createsPaysAndReadsPayment() {
        String id = Commands.newPaymentId();
        send(Commands.create(account, merchant, id));
        await().atMost(SOON).until(() -> replies(id).size() == 1);
        send(ProviderEvents.created(id), ProviderEvents.paid(id));
        await().atMost(SOON).until(() -> events(id).size() == 2);
        assertThat(events(id)).extracting(PaymentEvent::getVersion).containsExactly(1L, 2L);

        Http.Response read = http.get("/internal/payments/" + id, account);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text())
                .contains("\"amount\":1000.00,\"currency\":\"RUB\",\"status\":\"success\","
                        + "\"payment_url\":\"http://localhost:8080/pay/" + id + "\",\"description\"")
                .contains("\"refunded_amount\":0.00,\"paid_amount\":1000.00,\"refundable_amount\":1000.00,\"sandbox\"");
        assertThat(events(id).getLast().getPayment())
                .satisfies(told -> assertThat(told.getPaidAt()).isNotNull())
                .extracting(Payment::getRefundableMinor, Payment::getIssue)
                .containsExactly(100_000L, null);
        assertThat(http.get("/internal/payments/" + id, account + 1_000).status())
                .isEqualTo(404);
        assertThat(http.get("/internal/payment-pages/" + id, 0).text())
                .contains("\"provider_url\":\"https://paymoon.example/i/" + id + "\"")
                .contains("\"refunded_amount\":0.00", "\"paid_at\":\"20", "\"order_id\":\"12345\"");
        assertThat(http.get("/internal/payments?merchant_id=" + merchant, account)
                        .json()
                        .path("data")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void survivesDuplicatesAndMalformedRecords() {
        List<String> ids =
                IntStream.range(0, 100).mapToObj(_ -> Commands.newPaymentId()).toList();
        var commands = new ArrayList<PaymentCommand>();
        for (String id : ids) {
            PaymentCommand create = Commands.create(account, merchant, id);
            Collections.addAll(commands, create, create);
        }
        Collections.shuffle(commands, new Random(1));
        String garbage = Commands.newPaymentId();
        sender.send(List.of(new ProducerRecord<>(
                Topics.PAYMENT_COMMANDS, garbage.getBytes(StandardCharsets.UTF_8), new byte[] {0, 0, 0})));
        send(commands.toArray(PaymentCommand[]::new));
        await().atMost(SOON).untilAsserted(() -> {
            var events = TopicReader.all(Topics.PAYMENT_EVENTS);
            assertThat(ids)
                    .allSatisfy(id -> assertThat(events.stream().filter(e -> id.equals(e.key())))
                            .hasSize(1));
            assertThat(TopicReader.of(Topics.deadLetter(Topics.PAYMENT_COMMANDS), garbage))
                    .hasSize(1);
        });
    }

    @Test
    void publishesMerchantsAndKeys() throws Exception {
        Http.Response key = http.post("/internal/api-keys", 0, "{\"name\":\"Shop\",\"scopes\":[\"payments:read\"]}");
        assertThat(key.status()).isEqualTo(201);
        String secret = key.json().path("key").asString();
        String keyId = key.json().path("id").asString();
        assertThat(secret).startsWith("sk_");
        assertThat(http.call("DELETE", "/internal/api-keys/" + keyId, 0, null).status())
                .isEqualTo(204);
        List<ApiKey> keys = TopicReader.of(Topics.DIRECTORY_API_KEYS, keyId, codec, ApiKey.class);
        assertThat(keys).extracting(ApiKey::getVersion).containsExactly(1L, 2L);
        assertThat(keys.getFirst().getHash()).isEqualTo(ApiKeyHash.of(secret));
        assertThat(keys.getLast().getRevokedAt()).isNotNull();

        Http.Response rotated = http.post("/internal/merchants/" + merchant + "/webhook-secret/rotate", account, "{}");
        assertThat(rotated.status()).isEqualTo(200);
        Merchant told = TopicReader.of(Topics.DIRECTORY_MERCHANTS, "" + merchant, codec, Merchant.class)
                .getLast();
        assertThat(told.getVersion()).isEqualTo(2);
        assertThat(told.getWebhookSecrets()).hasSize(2);
        byte[] ciphertext = told.getWebhookSecrets().getFirst().getCiphertext().array();
        assertThat(cipher.decrypt(merchant, ciphertext))
                .isEqualTo(rotated.json().path("webhook_secret").asString())
                .matches("whsec_[A-Za-z0-9+/]{43}=");
    }

    @Test
    void addsWebhookAttemptsToTimeline() {
        String id = Commands.newPaymentId();
        send(Commands.create(account, merchant, id));
        await().atMost(SOON).until(() -> events(id).size() == 1);
        WebhookEvent attempt = WebhookEvent.newBuilder()
                .setEventId("whe_1")
                .setDeliveryId("dlv_1")
                .setPaymentId(id)
                .setPaymentEventId("evt_1")
                .setPaymentVersion(2)
                .setPaymentStatus(DeliveredStatus.success)
                .setAccountId(account)
                .setMerchantId(merchant)
                .setEndpointId(1)
                .setAttempt(1)
                .setOutcome(WebhookOutcome.delivered)
                .setHttpStatus(204)
                .setDurationMs(12)
                .setOccurredAt(Instant.parse("2999-01-01T00:00:00Z"))
                .build();
        WebhookEvent unrecognized = WebhookEvent.newBuilder(attempt)
                .setEventId("whe_2")
                .setOutcome(WebhookOutcome.unrecognized)
                .build();
        send(unrecognized, attempt, attempt);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(http.get("/internal/payments/" + id + "/timeline", account)
                                .json()
                                .path("data")
                                .valueStream()
                                .map(line -> line.path("type").asString()))
                        .containsExactly("payment.created", "webhook.delivered"));
        assertThat(TopicReader.of(Topics.deadLetter(Topics.WEBHOOK_EVENTS), id)).hasSize(1);
    }

    @Test
    void rejectsSchemaThatWasNotDeployed() {
        String topic = "not.deployed.v1";

        assertThatThrownBy(() -> codec.write(topic, Commands.create(account, merchant, Commands.newPaymentId())))
                .isInstanceOf(RegistryException.class);

        try (var registry = new SchemaRegistryClient(
                Map.of("schema.registry.url", Infrastructure.shared().registryUrl()))) {
            assertThat(registry.subjects()).isNotEmpty().doesNotContain(Topics.subject(topic));
        }
    }

    @Test
    void rejectsRequestsWithoutToken() {
        assertThat(http.withToken(null).get("/internal/payments/x", 1).status()).isEqualTo(401);
        assertThat(http.withToken("wrong").get("/internal/payments/x", 1).status())
                .isEqualTo(401);
        assertThat(http.withToken(null).get("/actuator/health", 0).status()).isEqualTo(200);
        assertThat(http.withToken(null).get("/actuator/env", 0).status()).isEqualTo(401);
        assertThat(http.get("/internal/payments/x", 0).status()).isEqualTo(400);
        assertThat(http.withToken(null).get("/actuator/prometheus", 0).text())
                .contains("soprano_apply_batch_size", "soprano_apply_batch_time", "soprano_outbox_lag_seconds");
    }

    @Test
    void respondsNotFoundToMalformedIds() {
        for (String path : List.of("pay_none", "%C3%A9", "%01", "x".repeat(2_000))) {
            Http.Response answer = http.get("/internal/payments/" + path, account);
            assertThat(answer.status()).isIn(400, 404);
        }
        assertThat(http.get("/internal/nowhere", account).code()).isEqualTo("path_not_found");
        assertThat(http.call("PUT", "/internal/payments", account, "{}").code()).isEqualTo("method_not_allowed");
        assertThat(http.call("DELETE", "/internal/api-keys/%01", 0, null).status())
                .isEqualTo(404);
    }

    private void send(SpecificRecord... records) {
        var produced = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (SpecificRecord record : records) {
            String topic = Topics.WEBHOOK_EVENTS;
            if (record instanceof WebhookEvent event) {
                byte[] key = event.getPaymentId().getBytes(StandardCharsets.UTF_8);
                produced.add(new ProducerRecord<>(topic, key, codec.write(topic, record)));
            } else {
                var poll = Polls.one(codec, record);
                produced.add(
                        new ProducerRecord<>(poll.topic(), poll.key().getBytes(StandardCharsets.UTF_8), poll.value()));
            }
        }
        sender.send(produced);
    }

    private List<PaymentEvent> events(String paymentId) {
        return TopicReader.of(Topics.PAYMENT_EVENTS, paymentId, codec, PaymentEvent.class);
    }

    private List<PaymentReply> replies(String paymentId) {
        return TopicReader.of(Topics.PAYMENT_REPLIES, paymentId, codec, PaymentReply.class);
    }
}
