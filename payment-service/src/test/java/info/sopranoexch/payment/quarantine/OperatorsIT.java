package info.sopranoexch.payment.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.LiveService;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderStatus;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The operators' API: reviews and quarantine. */
@LiveService
class OperatorsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DISMISSAL = "{\"operator\":\"olga\",\"why\":\"somebody else's\"}";

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
    void appliesQuarantinedReportAgain() {
        send(ProviderEvents.paid(id));
        long entry = awaitEntries(1).getFirst();
        assertThat(http.get("/internal/quarantine?limit=100", 0).text())
                .contains(id)
                .contains("unknown_payment");
        assertThat(http.get("/internal/quarantine/" + entry, 0)
                        .json()
                        .at("/event/status")
                        .asString())
                .isEqualTo("paid");

        Http.Response still = http.post("/internal/quarantine/" + entry + "/apply", 0, "");
        assertThat(still.status()).isEqualTo(200);
        assertThat(still.json().path("attempts").asInt()).isEqualTo(2);
        assertThat(still.json().path("applied_at").isNull()).isTrue();

        send(Commands.create(account, merchant, id));
        awaitStatus("pending");
        Http.Response applied = http.post("/internal/quarantine/" + entry + "/apply", 0, "{\"operator\":\"olga\"}");
        assertThat(applied.json().path("applied_at").isNull()).isFalse();
        assertThat(applied.json().path("last_tried_by").asString()).isEqualTo("olga");
        awaitStatus("success");
        assertThat(http.get("/internal/quarantine?limit=100", 0).text()).doesNotContain(id);
        assertThat(list("applied")).contains(id);
        Http.Response dismissed = http.post("/internal/quarantine/" + entry + "/dismiss", 0, DISMISSAL);
        assertThat(dismissed.status()).isEqualTo(409);
        assertThat(dismissed.code()).isEqualTo("quarantine_entry_applied");
        assertThat(http.post("/internal/quarantine/999999999/apply", 0, "").status())
                .isEqualTo(404);
    }

    @Test
    void keepsDismissalOfRedeliveredReport() {
        ProviderEvent event = ProviderEvents.paid(id);
        send(event);
        long entry = awaitEntries(1).getFirst();
        String path = "/internal/quarantine/" + entry;

        Http.Response dismissed = http.post(path + "/dismiss", 0, DISMISSAL);
        assertThat(dismissed.status()).isEqualTo(200);
        assertThat(dismissed.json().path("dismissed_by").asString()).isEqualTo("olga");
        Http.Response twice = http.post(path + "/dismiss", 0, "{\"operator\":\"ivan\",\"why\":\"late\"}");
        assertThat(twice.status()).isEqualTo(200);
        assertThat(twice.text()).isEqualTo(dismissed.text());
        assertThat(list("open")).doesNotContain(id);
        assertThat(list("dismissed")).contains(id, "somebody else's");
        assertThat(http.get(path, 0).json().path("why").asString()).isEqualTo("somebody else's");

        awaitMetric(
                "soprano_quarantine_open",
                "SELECT count(*) FROM quarantine WHERE applied_at IS NULL AND dismissed_at IS NULL");

        send(event);
        await().atMost(SOON)
                .until(() -> http.get(path, 0).json().path("attempts").asInt() == 2);
        assertThat(list("open")).doesNotContain(id);

        send(Commands.create(account, merchant, id));
        awaitStatus("pending");
        Http.Response applied = http.post(path + "/apply", 0, "");
        assertThat(applied.json().path("applied_at").isNull()).isFalse();
        awaitStatus("success");
        assertThat(list("dismissed")).doesNotContain(id);
    }

    @Test
    void requiresOperatorAndReasonForDismissal() {
        send(ProviderEvents.paid(id));
        long entry = awaitEntries(1).getFirst();
        String path = "/internal/quarantine/" + entry;
        for (String body : List.of("{}", "{\"operator\":\"olga\"}", "{\"operator\":\"olga\",\"why\":\" \"}", "")) {
            assertThat(http.post(path + "/dismiss", 0, body).status()).as(body).isEqualTo(400);
        }
        assertThat(http.post(path + "/apply", 0, "{\"operator\":7}").status()).isEqualTo(400);
        assertThat(http.post("/internal/quarantine/999999999/dismiss", 0, DISMISSAL)
                        .status())
                .isEqualTo(404);
        assertThat(http.get("/internal/quarantine?state=none", 0).status()).isEqualTo(400);
        assertThat(list("open")).contains(id);
    }

    @Test
    void replacesEarlierResponse() {
        List<ProviderEvent> answers = IntStream.rangeClosed(1, 3)
                .mapToObj(minute -> answer(ProviderEventSource.query_invoice, minute))
                .toList();
        send(answers.toArray(ProviderEvent[]::new));
        send(answer(ProviderEventSource.cancel_invoice, 4));
        send(ProviderEvents.paid(id), ProviderEvents.paid(id));
        List<Long> entries = awaitEntries(4);
        JsonNode kept =
                http.get("/internal/quarantine/" + entries.getFirst(), 0).json();
        assertThat(kept.path("event_id").asString()).isEqualTo(answers.getLast().getEventId());
        assertThat(kept.at("/event/event_id").asString())
                .isEqualTo(answers.getLast().getEventId());
        assertThat(kept.path("source").asString()).isEqualTo("query_invoice");
        assertThat(kept.path("attempts").asInt()).isEqualTo(3);

        http.post("/internal/quarantine/" + entries.getFirst() + "/dismiss", 0, DISMISSAL);
        // Earlier responses are redelivered too, as after a crash; only the last one is new.
        send(answers.toArray(ProviderEvent[]::new));
        ProviderEvent news = answer(ProviderEventSource.query_invoice, 5);
        send(news);
        JsonNode opened = await().atMost(SOON)
                .until(
                        () -> http.get("/internal/quarantine?state=open", 0)
                                .json()
                                .at("/data/0"),
                        newest -> newest.path("event_id").asString().equals(news.getEventId()));
        assertThat(opened.path("attempts").asInt()).isEqualTo(1);
        assertThat(awaitEntries(5)).startsWith(entries.toArray(Long[]::new));
        assertThat(http.get("/internal/quarantine/" + entries.getFirst(), 0)
                        .json()
                        .path("attempts")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void listsPaymentsOnHoldOldestFirst() {
        List<String> ids = List.of(id, Commands.newPaymentId(), Commands.newPaymentId());
        ids.forEach(one -> {
            send(Commands.create(account, merchant, one));
            awaitStatus(one, "pending");
        });
        send(ProviderEvents.paid(ids.get(1)));
        send(underpaid(ids.get(0)).build());
        send(underpaid(ids.get(2)).setCurrency("USD").build());
        awaitStatus(ids.get(1), "success");
        awaitStatus(ids.get(0), "processing");
        awaitStatus(ids.get(2), "processing");

        List<JsonNode> held = held();
        assertThat(held.stream().map(one -> one.path("payment_id").asString())).containsExactly(ids.get(0), ids.get(2));
        JsonNode first = held.getFirst();
        assertThat(first.path("merchant_id").asLong()).isEqualTo(merchant);
        assertThat(first.path("account_id").asLong()).isEqualTo(account);
        assertThat(first.path("amount").decimalValue()).isEqualByComparingTo("1000");
        assertThat(first.path("currency").asString()).isEqualTo("RUB");
        assertThat(first.path("amount_minor").asLong()).isEqualTo(100_000);
        assertThat(first.path("paid_minor").asLong()).isEqualTo(99_000);
        assertThat(first.path("status").asString()).isEqualTo("processing");
        assertThat(Instant.parse(first.path("held_since").asString()))
                .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
        JsonNode dollars = held.getLast();
        assertThat(dollars.path("paid_minor").asLong()).isZero();
        assertThat(dollars.path("reported_minor").asLong()).isEqualTo(99_000);
        assertThat(dollars.path("reported_currency").asString()).isEqualTo("USD");

        awaitMetric("soprano_review_held", "SELECT count(*) FROM payments WHERE on_hold");
        await().atMost(SOON).until(() -> metric("soprano_review_longest_seconds") > 0);

        http.post("/internal/payments/" + id + "/review", 0, "{\"decision\":\"fail\",\"operator\":\"olga\"}");
        assertThat(held().stream().map(one -> one.path("payment_id").asString()))
                .containsExactly(ids.get(2));
        assertThat(http.get("/internal/reviews?cursor=Li4", 0).status()).isEqualTo(400);
    }

    @Test
    void reportsStartOfHold() {
        send(Commands.create(account, merchant, id));
        awaitStatus("pending");
        send(underpaid(id).build());
        awaitStatus("processing");
        String since = held().getFirst().path("held_since").asString();
        send(underpaid(id).setProviderVersion(3L).setPaidMinor(99_500L).build());
        await().atMost(SOON)
                .until(() -> held().getFirst().path("reported_minor").asLong() == 99_500);
        assertThat(held().getFirst().path("held_since").asString()).isEqualTo(since);
    }

    @Test
    void holdsAndSettlesWrongAmount() {
        send(Commands.create(account, merchant, id));
        awaitStatus("pending");
        send(ProviderEvents.callback(id, ProviderStatus.underpaid, 2)
                .setPaidMinor(99_000L)
                .build());
        awaitStatus("processing");
        assertThat(http.get("/internal/payments/" + id, account).text())
                .contains("\"paid_amount\":990.00,\"refundable_amount\":0.00,\"issue\":{\"code\":\"underpaid\"");
        Http.Response settled =
                http.post("/internal/payments/" + id + "/review", 0, "{\"decision\":\"accept\",\"operator\":\"olga\"}");
        assertThat(settled.status()).isEqualTo(200);
        assertThat(settled.json().path("status").asString()).isEqualTo("success");
        assertThat(http.get("/internal/payments?merchant_id=" + merchant, account)
                        .text())
                .contains("\"paid_amount\":990.00,\"refundable_amount\":990.00,\"issue\":{\"code\":\"underpaid\"");
        Http.Response again = http.post("/internal/payments/" + id + "/review", 0, "{\"decision\":\"fail\"}");
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

    /** @return the entries of the payment, in order of arrival, once there are as many as expected */
    private List<Long> awaitEntries(int count) {
        return await().atMost(SOON)
                .until(
                        () -> jdbc.sql("SELECT id FROM quarantine WHERE payment_id = ? ORDER BY id")
                                .param(id)
                                .query(Long.class)
                                .list(),
                        found -> found.size() == count);
    }

    private String list(String state) {
        return http.get("/internal/quarantine?limit=100&state=" + state, 0).text();
    }

    /** The account's payments on hold, read page by page. */
    private List<JsonNode> held() {
        var found = new ArrayList<JsonNode>();
        String cursor = "";
        do {
            JsonNode page =
                    http.get("/internal/reviews?limit=1&cursor=" + cursor, 0).json();
            page.path("data").forEach(found::add);
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        found.removeIf(one -> one.path("account_id").asLong() != account);
        return found;
    }

    private ProviderEvent answer(ProviderEventSource source, int minute) {
        return ProviderEvents.said(id, source, ProviderOutcome.untranslatable)
                .setReceivedAt(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minute))
                .build();
    }

    private static ProviderEvent.Builder underpaid(String paymentId) {
        return ProviderEvents.callback(paymentId, ProviderStatus.underpaid, 2).setPaidMinor(99_000L);
    }

    private void awaitMetric(String name, String count) {
        await().atMost(SOON)
                .until(() -> metric(name) == jdbc.sql(count).query(Long.class).single());
    }

    private double metric(String name) {
        return http.get("/actuator/prometheus", 0)
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private void awaitStatus(String status) {
        awaitStatus(id, status);
    }

    private void awaitStatus(String paymentId, String status) {
        await().atMost(SOON)
                .until(() -> status.equals(http.get("/internal/payments/" + paymentId, account)
                        .json()
                        .path("status")
                        .asString("")));
    }

    private void send(PaymentCommand command) {
        send(Topics.PAYMENT_COMMANDS, command.getPaymentId(), command);
    }

    private void send(ProviderEvent... events) {
        List.of(events).forEach(event -> send(Topics.PROVIDER_EVENTS, event.getPaymentId(), event));
    }

    private void send(String topic, String key, SpecificRecord record) {
        sender.send(
                List.of(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), codec.write(topic, record))));
    }
}
