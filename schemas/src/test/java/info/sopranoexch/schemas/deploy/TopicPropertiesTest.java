package info.sopranoexch.schemas.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicPropertiesTest {
    @Test
    void paymentTopicsHaveTheSameNumberOfPartitions() {
        var properties = new TopicProperties(24, (short) 3, 2);

        assertThat(properties.topics())
                .filteredOn(topic ->
                        !topic.name().startsWith("directory.") && !topic.name().endsWith(".dlt"))
                .isNotEmpty()
                .allSatisfy(topic -> assertThat(topic.numPartitions()).isEqualTo(24));
    }

    @Test
    void onlyDirectoryTopicsAreCompacted() {
        assertThat(TopicProperties.singleBroker().topics())
                .allSatisfy(topic -> assertThat("compact".equals(topic.configs().get("cleanup.policy")))
                        .as(topic.name())
                        .isEqualTo(topic.name().startsWith("directory.")
                                && !topic.name().endsWith(".dlt")));
    }

    @Test
    void everyTopicHasDeadLetterTopic() {
        assertThat(TopicProperties.singleBroker().topics())
                .extracting(NewTopic::name)
                .containsAll(Topics.ALL)
                .containsAll(Topics.ALL.stream().map(Topics::deadLetter).toList())
                .hasSize(2 * Topics.ALL.size());
    }

    @Test
    void deadLetterTopicsAcceptLargerRecords() {
        assertThat(TopicProperties.singleBroker().topics())
                .filteredOn(topic -> topic.name().endsWith(".dlt"))
                .allSatisfy(topic -> assertThat(topic.configs())
                        .containsEntry("max.message.bytes", String.valueOf(2 * 1024 * 1024)));
    }

    @Test
    void rejectsMoreInsyncReplicasThanReplicas() {
        assertThatThrownBy(() -> new TopicProperties(12, (short) 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsEnvironmentWithProductionDefaults() {
        var properties = DeployProperties.of(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "a:9092",
                "SCHEMA_REGISTRY_URL", "http://r/",
                "KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL"));

        assertThat(properties.topics())
                .isEqualTo(new TopicProperties(TopicProperties.DEFAULT_PARTITIONS, (short) 3, 2));
        assertThat(properties.kafka())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "a:9092");
        assertThatThrownBy(() -> DeployProperties.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:9092")))
                .hasMessageContaining("SCHEMA_REGISTRY_URL");
    }
}
