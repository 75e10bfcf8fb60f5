package info.sopranoexch.schemas;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * The CloudEvents attributes of a record in the binary mode of the Kafka protocol binding: headers {@code ce_*}. Source:
 * CloudEvents 1.0, Kafka Protocol Binding.
 */
public final class CloudEvents {
    private static final byte[] SPEC_VERSION = utf8("1.0");
    private static final byte[] CONTENT_TYPE = utf8("application/avro");

    private CloudEvents() {}

    /**
     * Sets the attributes and replaces existing ones.
     *
     * @param id unique for the source; a republished record has the same id
     * @param type type of the event, such as {@code payment.success}
     * @param source service that publishes the event, such as {@code /payment-service}
     * @param subject usually the key of the record
     * @param time time of the event
     */
    public static void set(Headers headers, String id, String type, String source, String subject, Instant time) {
        put(headers, "ce_specversion", SPEC_VERSION);
        put(headers, "ce_id", utf8(id));
        put(headers, "ce_type", utf8(type));
        put(headers, "ce_source", utf8(source));
        put(headers, "ce_subject", utf8(subject));
        put(headers, "ce_time", utf8(time.toString()));
        put(headers, "content-type", CONTENT_TYPE);
    }

    private static void put(Headers headers, String name, byte[] value) {
        headers.remove(name);
        headers.add(name, value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
