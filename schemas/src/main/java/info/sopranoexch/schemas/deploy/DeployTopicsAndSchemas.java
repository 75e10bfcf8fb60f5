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
 * Creates missing topics and registers every schema, each subject at {@code BACKWARD_TRANSITIVE}. Can be repeated at any
 * time. Existing topics are not changed; the run fails if an existing topic has another number of partitions.
 */
public final class DeployTopicsAndSchemas {
    /** Consumers replay topics, so the current schema must read records of every earlier schema. */
    public static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

    private static final long DEADLINE_SECONDS = 30;

    private DeployTopicsAndSchemas() {}

    /**
     * Reads its settings from the environment: {@code KAFKA_BOOTSTRAP_SERVERS}, {@code SCHEMA_REGISTRY_URL}, {@code
     * SCHEMA_REGISTRY_USER_INFO} (optional), {@code TOPIC_PARTITIONS}, {@code TOPIC_REPLICATION_FACTOR}, {@code
     * TOPIC_MIN_INSYNC_REPLICAS}, {@code TOPIC_ADD_PARTITIONS}. Defaults are in {@link TopicProperties}.
     *
     * <p>With {@code TOPIC_ADD_PARTITIONS=true} existing topics get more partitions; stop all services first (see
     * docs/kafka.md). Each {@code KAFKA_CLIENT_*} variable becomes a client setting: {@code
     * KAFKA_CLIENT_SECURITY_PROTOCOL} sets {@code security.protocol}.
     */
    public static void main(String[] args) throws Exception {
        var properties = DeployProperties.of(System.getenv());
        if (properties.addPartitions()) {
            addPartitions(properties.kafka(), properties.topics());
        }
        createTopics(properties.kafka(), properties.topics());
        registerSchemas(properties.registry());
        System.out.printf(
                Locale.ROOT,
                "deployed: %d topics with their dead-letter topics, %d schemas%n",
                Topics.ALL.size(),
                TopicSchemas.BY_TOPIC.size());
    }

    /**
     * Creates the missing topics.
     *
     * @param kafka settings of an admin client, at least {@code bootstrap.servers}
     * @throws IllegalStateException if a topic exists with another number of partitions. Payments would change their
     *     partition, so partitions are only added by {@link #addPartitions}.
     */
    public static void createTopics(Map<String, Object> kafka, TopicProperties properties)
            throws InterruptedException, TimeoutException {
        List<NewTopic> topics = properties.topics();
        // Only topics that existed before are checked: a broker may not know a new topic yet.
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
     * Increases the partitions of existing topics.
     *
     * @throws IllegalStateException if a consumer group has members or unread records
     */
    public static void addPartitions(Map<String, Object> kafka, TopicProperties properties)
            throws InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(kafka)) {
            new IncreasePartitions(admin).increaseTo(properties.partitions());
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
                        "topic %s has %d partitions, expected %d",
                        topic.name(),
                        found,
                        topic.numPartitions()));
            }
        }
    }

    /**
     * Registers every schema. The compatibility of an existing subject is set before the schema is registered, so that the
     * registry rejects an incompatible schema. A registry may refuse the setting for a subject that does not exist.
     *
     * @param registry settings of {@link SchemaRegistryClient}
     * @throws info.sopranoexch.schemas.serde.RegistryException 409 if a schema is incompatible
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
