package info.sopranoexch.payment.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.payment.kafka.AvroCodec;
import info.sopranoexch.payment.kafka.RecordSender;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.LiveService;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators do: see and settle what could not be settled by itself. */
@LiveService
class OperatorsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    private RecordSender sender;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);
    private long account;
    private long merchant;
    private final String id = Commands.newPaymentId();

    @BeforeEach
    void someMerchant() {
        http = new Http(port);
        account = Accounts.create(jdbc);
        merchant = Accounts.merchant(jdbc, account);
    }

    @Test
    void whatCouldNotBeAppliedIsAppliedAgainOnDemand() {
        send(Topics.PROVIDER_EVENTS, ProviderEvents.paid(id));
        await().atMost(SOON).until(() -> entry() > 0);
        long entry = entry();
        assertThat(http.get("/internal/quarantine?limit=100", 0).text())
                .contains(id)
                .contains("unknown_payment");
        assertThat(http.get("/internal/quarantine/" + entry, 0)
                        .json()
                        .at("/event/status")
                        .asString())
                .isEqualTo("paid");

        Http.Answer still = http.post("/internal/quarantine/" + entry + "/apply", 0, "");
        assertThat(still.status()).isEqualTo(200);
        assertThat(still.json().path("attempts").asInt()).isEqualTo(2);
        assertThat(still.json().path("applied_at").isNull()).isTrue();

        send(Topics.PAYMENT_COMMANDS, Commands.create(account, merchant, id));
        awaitStatus("pending");
        Http.Answer applied = http.post("/internal/quarantine/" + entry + "/apply", 0, "");
        assertThat(applied.json().path("applied_at").isNull()).isFalse();
        awaitStatus("success");
        assertThat(http.get("/internal/quarantine?limit=100", 0).text()).doesNotContain(id);
        assertThat(http.post("/internal/quarantine/999999999/apply", 0, "").status())
                .isEqualTo(404);
    }

    @Test
    void aWrongAmountIsHeldAndSettled() {
        send(Topics.PAYMENT_COMMANDS, Commands.create(account, merchant, id));
        awaitStatus("pending");
        send(
                Topics.PROVIDER_EVENTS,
                ProviderEvents.callback(id, ProviderStatus.underpaid, 2)
                        .setPaidMinor(99_000L)
                        .build());
        awaitStatus("processing");
        Http.Answer settled =
                http.post("/internal/payments/" + id + "/review", 0, "{\"decision\":\"accept\",\"operator\":\"olga\"}");
        assertThat(settled.status()).isEqualTo(200);
        assertThat(settled.json().path("status").asString()).isEqualTo("success");
        Http.Answer again = http.post("/internal/payments/" + id + "/review", 0, "{\"decision\":\"fail\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("payment_not_in_review");
        assertThat(http.get("/internal/payments/" + id + "/timeline", account)
                        .json()
                        .path("data")
                        .valueStream()
                        .map(line -> line.path("type").asString()))
                .containsSubsequence(
                        "payment.created",
                        "provider.callback",
                        "payment.review_begun",
                        "payment.processing",
                        "payment.review_settled",
                        "payment.success");
        assertThat(http.post("/internal/payments/pay_none/review", 0, "{\"decision\":\"fail\"}")
                        .status())
                .isEqualTo(404);
        assertThat(http.post("/internal/payments/" + id + "/review", 0, "{\"decision\":\"keep\"}")
                        .status())
                .isEqualTo(400);
    }

    private long entry() {
        return jdbc.sql("SELECT id FROM quarantine WHERE payment_id = ?")
                .param(id)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private void awaitStatus(String status) {
        await().atMost(SOON)
                .until(() -> status.equals(http.get("/internal/payments/" + id, account)
                        .json()
                        .path("status")
                        .asString("")));
    }

    private void send(String topic, SpecificRecord record) {
        sender.send(
                List.of(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), codec.write(topic, record))));
    }
}
