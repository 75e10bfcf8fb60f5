package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.WebhookReceiver.Webhook;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.EndpointFixture;
import info.sopranoexch.webhook.support.Events;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReplayIT extends EndpointFixture {
    private final String webhook = "/internal/merchants/" + merchant + "/webhook";

    @BeforeEach
    void publishMerchant() {
        publishMerchant(1, true);
    }

    @Test
    void replaysATimeRangeInOrder() {
        for (int i = 0; i < 250; i++) {
            Dispatcher.publish(
                    Events.event(payment(i), merchant, PaymentStatus.processing, 2),
                    Events.event(payment(i), merchant, PaymentStatus.success, 3));
        }
        await().atMost(60, SECONDS).until(() -> Counts.of(endpoint).equals(new Counts(500, 500, 0, 0)));

        JsonNode job = json(http.post(webhook + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}"), 202);
        assertThat(job.path("total").asInt()).isEqualTo(500);
        assertThat(job.path("state").asString()).isEqualTo("running");
        assertThat(http.post(webhook + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(409);
        String path = webhook + "/replay/" + job.path("id").asString();
        await().atMost(60, SECONDS)
                .until(() -> http.get(path).json().path("state").asString().equals("done"));
        assertThat(http.get(path).json().path("replayed").asInt()).isEqualTo(500);
        assertThat(Dispatcher.http(merchant + 1_000_000).get(path).status()).isEqualTo(404);

        await().atMost(60, SECONDS).until(() -> Counts.of(endpoint).equals(new Counts(500, 500, 0, 0)));
        await().atMost(60, SECONDS).until(() -> receiver.received().size() == 1_000);
        for (int i = 0; i < 250; i++) {
            assertThat(receiver.received(payment(i)))
                    .extracting(Webhook::version)
                    .containsExactly(2L, 3L, 2L, 3L);
        }
    }

    @Test
    void replaysOneStatus() {
        Dispatcher.publish(
                Events.event(payment(1), merchant, PaymentStatus.processing, 2),
                Events.event(payment(1), merchant, PaymentStatus.success, 3));
        await().atMost(60, SECONDS).until(() -> Counts.of(endpoint).delivered() == 2);

        JsonNode job = json(
                http.post(webhook + "/replay", "{\"since\":\"2026-01-01T00:00:00Z\",\"status\":\"success\"}"), 202);
        assertThat(job.path("total").asInt()).isEqualTo(1);
        await().atMost(60, SECONDS).until(() -> receiver.received().size() == 3);
        assertThat(receiver.received().getLast().version()).isEqualTo(3);
    }

    @Test
    void rejectsAnInvalidTimeRange() {
        // The directory is updated asynchronously.
        await().atMost(30, SECONDS)
                .until(() -> http.post(webhook + "/replay", "{}").status() == 400);
        assertThat(http.post("/internal/merchants/1/webhook/replay", "{\"since\":\"2026-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"since":"yesterday"}                                             | since  | invalid
            {"since":"2026-01-01"}                                            | since  | invalid
            {"since":1767225600}                                              | since  | wrong_type
            {"since":"0001-01-01T00:00:00Z"}                                  | since  | out_of_range
            {"since":"2100-01-01T00:00:00Z"}                                  | since  | out_of_range
            {"since":"2026-02-01T00:00:00Z","until":"2026-01-01T00:00:00Z"}   | until  | out_of_range
            {"since":"2026-01-01T00:00:00Z","until":"tomorrow"}               | until  | invalid
            {"since":"2026-01-01T00:00:00Z","status":"lost"}                  | status | invalid
            {"since":"2026-01-01T00:00:00Z","status":["success"]}             | status | wrong_type
            {"since":"2026-01-01T00:00:00Z","statuses":"success"}             | statuses | unknown_field
            """)
    void rejectsUnknownAndInvalidFilters(String body, String field, String code) {
        await().atMost(30, SECONDS)
                .until(() -> http.post(webhook + "/replay", "{}").status() == 400);

        JsonNode problem = json(http.post(webhook + "/replay", body), 400);

        assertThat(problem.path("code").asString()).isEqualTo("validation_failed");
        assertThat(problem.path("errors").size()).isEqualTo(1);
        assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo(field);
        assertThat(problem.path("errors").path(0).path("code").asString()).isEqualTo(code);
    }

    @Test
    void rejectsAnUnknownQueryParameter() {
        HttpTestClient.Response response =
                http.post(webhook + "/replay?dry_run=1", "{\"since\":\"2026-01-01T00:00:00Z\"}");

        assertThat(json(response, 400).path("errors").path(0).path("field").asString())
                .isEqualTo("dry_run");
    }

    @Test
    void sendsATestEvent() {
        await().atMost(30, SECONDS).until(() -> http.post(webhook + "/test", "").status() == 202);

        await().atMost(30, SECONDS).until(() -> !receiver.received().isEmpty());
        Webhook test = receiver.received().getFirst();
        assertThat(test.body()).startsWith("{\"payment_id\":\"pay_test").contains("\"status\":\"success\"");
        assertThat(test.header("webhook-signature")).startsWith("v1,");
        await().atMost(30, SECONDS).until(() -> Counts.of(endpoint).delivered() == 1);
        assertThat(kafka.read(Topics.WEBHOOK_EVENTS, r -> r.key().equals(test.paymentId())))
                .as("no payment, no word of it")
                .isEmpty();
    }

    private String payment(int number) {
        return "pay_replay" + merchant + "x" + number;
    }

    private static JsonNode json(HttpTestClient.Response response, int status) {
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        return response.json();
    }
}
