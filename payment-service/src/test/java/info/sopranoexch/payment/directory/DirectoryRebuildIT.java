package info.sopranoexch.payment.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ApiKey;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SteppedService
class DirectoryRebuildIT {
    private static final Set<String> DIRECTORY = Set.of(Topics.DIRECTORY_MERCHANTS, Topics.DIRECTORY_API_KEYS);

    @Autowired
    private DirectoryRebuild rebuild;

    @Autowired
    private AvroCodec codec;

    @LocalServerPort
    private int port;

    /** Empty topics, as after a loss of all data in Kafka. */
    private static void loseTheTopics() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of(
                "bootstrap.servers", Infrastructure.shared().bootstrapServers()))) {
            admin.deleteTopics(DIRECTORY).all().get();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(DIRECTORY::contains));
        }
        Infrastructure.shared().createTopics();
    }

    @Test
    void republishesLostDirectoryOnce() throws Exception {
        var http = new Http(port);
        var made = http.post("/internal/api-keys", 0, "{\"name\":\"Shop\"}").json();
        long account = made.path("account_id").asLong();
        String keyId = made.path("id").asString();
        String merchant = http.post(
                        "/internal/merchants",
                        account,
                        "{\"name\":\"Shop\",\"webhook_url\":\"https://shop.example/hook\"}")
                .json()
                .path("id")
                .asString();
        http.call("PATCH", "/internal/merchants/" + merchant, account, "{\"name\":\"Shop 2\"}");
        http.call("DELETE", "/internal/api-keys/" + keyId, 0, null);
        assertThat(rebuild.runOnce()).as("nothing is lost yet").isZero();
        loseTheTopics();

        assertThat(rebuild.runOnce()).isPositive();
        assertThat(rebuild.runOnce()).isZero();

        List<Merchant> merchants = TopicReader.of(Topics.DIRECTORY_MERCHANTS, merchant, codec, Merchant.class);
        assertThat(merchants).singleElement().satisfies(told -> {
            assertThat(told.getName()).isEqualTo("Shop 2");
            assertThat(told.getVersion()).isEqualTo(2);
            assertThat(told.getWebhookSecrets()).hasSize(1);
            assertThat(told.getEndpoints()).hasSize(1);
        });
        assertThat(TopicReader.of(Topics.DIRECTORY_API_KEYS, keyId, codec, ApiKey.class))
                .singleElement()
                .satisfies(told -> assertThat(told.getRevokedAt()).isNotNull());
    }
}
