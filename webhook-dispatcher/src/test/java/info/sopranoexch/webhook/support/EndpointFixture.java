package info.sopranoexch.webhook.support;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.WebhookEndpoint;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.WebhookReceiver;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A merchant with one endpoint at the shared dispatcher. Each test has its own. */
public abstract class EndpointFixture {
    protected final KafkaTestClient kafka = Dispatcher.kafka();
    protected final WebhookReceiver receiver = new WebhookReceiver();
    protected final long merchant = Merchants.nextId();
    protected final long endpoint = 10 * merchant;
    /** Sends requests for the merchant's account. */
    protected final HttpTestClient http = Dispatcher.http(merchant);

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    protected void publishMerchant(long version, boolean enabled) {
        Dispatcher.publish(Merchant.newBuilder(Merchants.merchant(merchant, version))
                .setEndpoints(List.of(WebhookEndpoint.newBuilder()
                        .setEndpointId(endpoint)
                        .setUrl(receiver.url("/hook"))
                        .setEnabled(enabled)
                        .build()))
                .build());
    }

    protected void awaitCounts(Counts expected) {
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(Counts.of(endpoint)).isEqualTo(expected));
    }

    /** Whether the dispatcher knows the endpoint. */
    protected boolean queueExists() {
        return !Dispatcher.jdbc()
                .sql("SELECT 1 FROM endpoint_queue WHERE endpoint_id = :id")
                .param("id", endpoint)
                .query()
                .listOfRows()
                .isEmpty();
    }

    protected @Nullable Object queueColumn(String column) {
        return Dispatcher.jdbc()
                .sql("SELECT " + column + " FROM endpoint_queue WHERE endpoint_id = :id")
                .param("id", endpoint)
                .query()
                .singleRow()
                .get(column);
    }
}
