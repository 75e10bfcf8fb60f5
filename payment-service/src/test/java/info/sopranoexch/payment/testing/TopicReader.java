package info.sopranoexch.payment.testing;

import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a topic from the beginning to its current end. */
public final class TopicReader {
    private TopicReader() {}

    /** All records, in order for each key. */
    public static List<ConsumerRecord<String, byte[]>> all(String topic) {
        return KafkaTestClient.shared().read(topic, _ -> true);
    }

    public static List<ConsumerRecord<String, byte[]>> of(String topic, String key) {
        return KafkaTestClient.shared().read(topic, record -> key.equals(record.key()));
    }

    public static <T> List<T> of(String topic, String key, AvroCodec codec, Class<T> type) {
        return of(topic, key).stream()
                .map(record -> codec.read(topic, record.value(), type))
                .toList();
    }
}
