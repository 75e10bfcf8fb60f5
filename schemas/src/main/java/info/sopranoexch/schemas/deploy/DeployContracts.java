package info.sopranoexch.schemas.deploy;

import info.sopranoexch.schemas.TopicSchemas;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.serde.SchemaRegistryClient;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that are missing and registers every schema, each subject at {@code BACKWARD_TRANSITIVE}. Can be
 * run again at any time; what exists is left alone, and said when it differs.
 */
public final class DeployContracts {
    /** Reading what was ever written must stay possible: topics are replayed. */
    public static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

    private static final long DEADLINE_SECONDS = 30;

    private DeployContracts() {}

    /**
     * Settings come from the environment: {@code KAFKA_BOOTSTRAP_SERVERS}, {@code SCHEMA_REGISTRY_URL}, {@code
     * SCHEMA_REGISTRY_USER_INFO} (optional), {@code TOPIC_PARTITIONS} (12), {@code TOPIC_REPLICATION_FACTOR} (3), {@code
     * TOPIC_MIN_INSYNC_REPLICAS} (2), {@code TOPIC_ADD_PARTITIONS} (false; true gives existing topics as many as asked
     * for, with all services stopped, see docs/kafka.md). Any {@code KAFKA_CLIENT_*} becomes a client setting: {@code
     * KAFKA_CLIENT_SECURITY_PROTOCOL} is {@code security.protocol}.
     */
    public static void main(String[] args) throws Exception {
        var settings = DeploySettings.of(System.getenv());
        if (settings.addPartitions()) {
            addPartitions(settings.kafka(), settings.layout());
        }
        createTopics(settings.kafka(), settings.layout());
        registerSchemas(settings.registry());
        System.out.printf(
                Locale.ROOT,
                "deployed: %d topics with their dead-letter topics, %d schemas%n",
                Topics.ALL.size(),
                TopicSchemas.BY_TOPIC.size());
    }

    /**
     * @param kafka settings of an admin client, {@code bootstrap.servers} at least
     * @throws IllegalStateException when a topic exists with another number of partitions: payments would change their
     *     partition, so that is never done by itself
     */
    public static void createTopics(Map<String, Object> kafka, TopicLayout layout)
            throws InterruptedException, TimeoutException {
        List<NewTopic> topics = layout.topics();
        // What was made just now has the partitions that were asked for, and a broker may not know of it yet.
        var existing = new HashSet<String>();
        try (Admin admin = Admin.create(kafka)) {
            for (var created : admin.createTopics(topics).values().entrySet()) {
                try {
                    created.getValue().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("cannot create topic " + created.getKey(), e.getCause());
                    }
                    existing.add(created.getKey());
                }
            }
            checkPartitions(
                    admin,
                    topics.stream()
                            .filter(topic -> existing.contains(topic.name()))
                            .toList());
        }
    }

    /**
     * Gives existing topics the partitions of the layout, when nobody reads them and nothing is left to read.
     *
     * @throws IllegalStateException when somebody does, or something is
     */
    public static void addPartitions(Map<String, Object> kafka, TopicLayout layout)
            throws InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(kafka)) {
            new MorePartitions(admin).grow(layout.partitions());
        }
    }

    private static void checkPartitions(Admin admin, List<NewTopic> topics)
            throws InterruptedException, TimeoutException {
        List<String> names = topics.stream().map(NewTopic::name).toList();
        Map<String, TopicDescription> existing;
        try {
            existing = admin.describeTopics(names).allTopicNames().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot describe the topics", e.getCause());
        }
        for (NewTopic topic : topics) {
            TopicDescription description = existing.get(topic.name());
            int found = description == null ? 0 : description.partitions().size();
            if (found != topic.numPartitions()) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "topic %s has %d partitions, asked for %d",
                        topic.name(),
                        found,
                        topic.numPartitions()));
            }
        }
    }

    /**
     * A subject that exists is brought to {@link #COMPATIBILITY} before the schema is registered, so that an incompatible
     * one is refused; a registry need not know settings of a subject that does not exist.
     *
     * @param registry settings of {@link SchemaRegistryClient}
     * @throws info.sopranoexch.schemas.serde.RegistryException 409 when a schema is incompatible
     */
    public static void registerSchemas(Map<String, ?> registry) {
        try (var client = new SchemaRegistryClient(registry)) {
            TopicSchemas.BY_TOPIC.forEach((topic, schema) -> {
                String subject = Topics.subject(topic);
                if (client.subjects().contains(subject)) {
                    client.setCompatibility(subject, COMPATIBILITY);
                    client.register(subject, schema);
                } else {
                    client.register(subject, schema);
                    client.setCompatibility(subject, COMPATIBILITY);
                }
            });
        }
    }
}
