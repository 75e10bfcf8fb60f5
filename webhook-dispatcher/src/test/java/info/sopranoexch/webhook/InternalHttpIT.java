package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.EndpointFixture;
import info.sopranoexch.webhook.support.Events;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InternalHttpIT extends EndpointFixture {
    private final String payment = "pay_http" + merchant;

    @BeforeEach
    void publishMerchant() {
        publishMerchant(1, true);
    }

    @Test
    void requiresTheTokenExceptForHealth() {
        var withoutToken = new HttpTestClient(http.base());
        assertThat(withoutToken.get("/actuator/health").status()).isEqualTo(200);
        assertThat(withoutToken.get("/internal/webhook-deliveries").status()).isEqualTo(401);
    }

    @Test
    void listsDeliveriesWithAttempts() {
        Dispatcher.publish(
                Events.event(payment, merchant, PaymentStatus.processing, 2),
                Events.event(payment, merchant, PaymentStatus.success, 3));
        await().atMost(30, SECONDS).until(() -> Counts.of(endpoint).delivered() == 2);

        JsonNode list = http.get("/internal/webhook-deliveries?limit=1&payment_id=" + payment)
                .json();
        assertThat(list.path("data")).hasSize(1);
        JsonNode newest = list.path("data").get(0);
        assertThat(newest.path("payment_version").asInt()).isEqualTo(3);
        assertThat(newest.path("status").asString()).isEqualTo("delivered");
        JsonNode next = http.get("/internal/webhook-deliveries?merchant_id=" + merchant + "&status=delivered&cursor="
                        + list.path("next_cursor").asString())
                .json();
        assertThat(next.path("data")).hasSize(1);
        assertThat(next.path("next_cursor").isNull()).isTrue();

        JsonNode one = http.get(
                        "/internal/webhook-deliveries/" + newest.path("id").asString())
                .json();
        JsonNode attempt = one.path("attempt_log").get(0);
        assertThat(attempt.path("http_status").asInt()).isEqualTo(200);
        assertThat(attempt.path("outcome").asString()).isEqualTo("delivered");
        assertThat(attempt.path("total_ms").asDouble()).isPositive();
    }

    @Test
    void redeliversWithTheSameIds() {
        Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.success, 2));
        await().atMost(30, SECONDS).until(() -> Counts.of(endpoint).delivered() == 1);
        String id = http.get("/internal/webhook-deliveries?payment_id=" + payment)
                .json()
                .path("data")
                .get(0)
                .path("id")
                .asString();

        assertThat(http.post("/internal/webhook-deliveries/" + id + "/redeliver", "")
                        .status())
                .isEqualTo(202);

        await().atMost(30, SECONDS).until(() -> receiver.received(payment).size() == 2);
        await().atMost(30, SECONDS).until(() -> Counts.of(endpoint).equals(new Counts(1, 1, 0, 0)));
        assertThat(receiver.received(payment).get(0).header("webhook-id"))
                .isEqualTo(receiver.received(payment).get(1).header("webhook-id"));
        assertThat(receiver.received(payment).get(0).body())
                .isEqualTo(receiver.received(payment).get(1).body());
        JsonNode one = http.get("/internal/webhook-deliveries/" + id).json();
        assertThat(one.path("attempts").asInt()).isEqualTo(2);
        assertThat(one.path("attempt_log")).hasSize(2);
    }

    @Test
    void hidesDeliveriesOfOtherAccounts() {
        Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.success, 2));
        await().atMost(30, SECONDS).until(() -> Counts.of(endpoint).delivered() == 1);
        String id = http.get("/internal/webhook-deliveries?payment_id=" + payment)
                .json()
                .path("data")
                .get(0)
                .path("id")
                .asString();
        HttpTestClient other = Dispatcher.http(merchant + 500_000);

        HttpTestClient.Response foreign = other.post("/internal/webhook-deliveries/" + id + "/redeliver", "");
        HttpTestClient.Response absent = other.post("/internal/webhook-deliveries/dlv_999999999/redeliver", "");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text().replace(id, "X")).isEqualTo(absent.text().replace("dlv_999999999", "X"));
        assertThat(other.get("/internal/webhook-deliveries?payment_id=" + payment)
                        .json()
                        .path("data"))
                .isEmpty();
    }

    @Test
    void listsTroubledEndpointsOfAllAccounts() {
        receiver.responding(500);
        Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.success, 2));

        HttpTestClient operator = Dispatcher.http(0);
        String path = "/internal/endpoints/troubled?limit=1&cursor=" + (endpoint - 1);
        await().atMost(30, SECONDS)
                .until(() -> operator.get(path)
                                .json()
                                .path("data")
                                .path(0)
                                .path("last_http_status")
                                .asInt()
                        == 500);
        JsonNode found = operator.get(path).json().path("data").get(0);
        assertThat(found.path("endpoint_id").asLong()).isEqualTo(endpoint);
        assertThat(found.path("merchant_id").asLong()).isEqualTo(merchant);
        assertThat(found.path("failures").asInt()).isPositive();
        assertThat(found.path("waiting").asInt()).isEqualTo(1);
        assertThat(found.path("oldest_waiting_since").isNull()).isFalse();

        receiver.responding(200);
        await().atMost(60, SECONDS).until(() -> Counts.of(endpoint).delivered() == 1);
        await().atMost(30, SECONDS)
                .until(() -> operator.get(path)
                                .json()
                                .path("data")
                                .path(0)
                                .path("endpoint_id")
                                .asLong()
                        != endpoint);
        assertThat(operator.get("/internal/endpoints/troubled?limit=0").status())
                .isEqualTo(400);
    }

    @Test
    void rejectsInvalidFilters() {
        assertThat(http.get("/internal/webhook-deliveries?limit=1000").status()).isEqualTo(400);
        assertThat(http.get("/internal/webhook-deliveries?status=lost").status())
                .isEqualTo(400);
        assertThat(http.get("/internal/webhook-deliveries?cursor=x").status()).isEqualTo(400);
        assertThat(http.get("/internal/webhook-deliveries?merchant_id=x").status())
                .isEqualTo(400);
        assertThat(http.get("/internal/webhook-deliveries/nonsense").status()).isEqualTo(404);
    }
}
