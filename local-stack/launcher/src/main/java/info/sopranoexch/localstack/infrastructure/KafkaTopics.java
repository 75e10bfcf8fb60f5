package info.sopranoexch.localstack.infrastructure;

import info.sopranoexch.schemas.deploy.DeployContracts;
import info.sopranoexch.schemas.deploy.TopicLayout;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The topics as a deploy makes them, laid out for one broker. */
public final class KafkaTopics {
    private KafkaTopics() {}

    /** Creates those that are not there; the others are left as they are. */
    public static void create(String bootstrapServers) {
        try {
            DeployContracts.createTopics(
                    Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), TopicLayout.singleBroker());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker does not create topics in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
