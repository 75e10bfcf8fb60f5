package info.sopranoexch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import info.sopranoexch.schemas.avro.PaymentStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/asyncapi.yaml} with the topics and the schemas. */
class AsyncApiTest {
    private static final Path FILE = Path.of("..", "docs", "asyncapi.yaml");

    private final JsonNode document = read();

    @Test
    void everyTopicHasChannelWithItsSchema() throws IOException {
        List<String> topics = new ArrayList<>();
        for (JsonNode channel : document.path("channels")) {
            if (channel.path("address").isNull()) {
                continue;
            }
            String topic = channel.path("address").asText();
            topics.add(topic);
            JsonNode message = resolve(channel.path("messages").iterator().next());
            Path schema = FILE.resolveSibling(message.at("/payload/schema/$ref").asText());
            assertThat(new Schema.Parser().parse(Files.readString(schema)))
                    .as("payload of %s", topic)
                    .isEqualTo(TopicSchemas.BY_TOPIC.get(topic));
        }
        assertThat(topics).containsExactlyInAnyOrderElementsOf(Topics.ALL);
    }

    @Test
    void everyChannelHasOperation() {
        List<String> used = new ArrayList<>();
        document.path("operations")
                .forEach(operation ->
                        used.add(operation.at("/channel/$ref").asText().replace("#/channels/", "")));
        List<String> channels = new ArrayList<>();
        document.path("channels").fieldNames().forEachRemaining(channels::add);

        assertThat(used).containsExactlyInAnyOrderElementsOf(channels);
    }

    @Test
    void webhooksAnnounceEveryStatusAfterPending() {
        List<String> statuses = new ArrayList<>();
        document.at("/components/messages/PaymentStatusWebhook/payload/properties/status/enum")
                .forEach(status -> statuses.add(status.asText()));

        assertThat(statuses)
                .containsExactlyInAnyOrderElementsOf(Stream.of(PaymentStatus.values())
                        .filter(status -> status != PaymentStatus.pending && status != PaymentStatus.unrecognized)
                        .map(Enum::name)
                        .toList());
    }

    private JsonNode resolve(JsonNode reference) {
        return document.at(reference.path("$ref").asText().substring(1));
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(FILE.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
