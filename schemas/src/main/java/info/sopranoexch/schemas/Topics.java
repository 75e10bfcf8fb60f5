package info.sopranoexch.schemas;

import java.util.List;

/**
 * Names of the topics. All topics except {@link #API_REQUESTS} and the directory topics are keyed by payment id (UTF-8)
 * and have the same number of partitions, so that a payment has the same partition number in each topic.
 */
public final class Topics {
    public static final String PAYMENT_COMMANDS = "payment.commands.v1";
    public static final String PAYMENT_REPLIES = "payment.replies.v1";
    public static final String PAYMENT_EVENTS = "payment.events.v1";
    public static final String PROVIDER_COMMANDS = "provider.commands.v1";
    public static final String PROVIDER_EVENTS = "provider.events.v1";
    public static final String WEBHOOK_EVENTS = "webhook.events.v1";
    /** Without keys: the order of requests is that of their time. */
    public static final String API_REQUESTS = "api.requests.v1";
    /** Compacted; key: the merchant id in decimal. */
    public static final String DIRECTORY_MERCHANTS = "directory.merchants.v1";
    /** Compacted; key: the key id. */
    public static final String DIRECTORY_API_KEYS = "directory.api-keys.v1";

    public static final List<String> ALL = List.of(
            PAYMENT_COMMANDS,
            PAYMENT_REPLIES,
            PAYMENT_EVENTS,
            PROVIDER_COMMANDS,
            PROVIDER_EVENTS,
            WEBHOOK_EVENTS,
            API_REQUESTS,
            DIRECTORY_MERCHANTS,
            DIRECTORY_API_KEYS);

    private Topics() {}

    /** Returns the dead-letter topic of a topic. */
    public static String deadLetter(String topic) {
        return topic + ".dlt";
    }

    /** Returns the registry subject of a topic's values, by Confluent's TopicNameStrategy. */
    public static String subject(String topic) {
        return topic + "-value";
    }

    public static boolean isCompacted(String topic) {
        return topic.equals(DIRECTORY_MERCHANTS) || topic.equals(DIRECTORY_API_KEYS);
    }
}
