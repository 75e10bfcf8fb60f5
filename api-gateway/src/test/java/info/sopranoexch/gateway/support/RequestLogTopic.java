package info.sopranoexch.gateway.support;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ApiRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads {@code api.requests.v1} from its start. */
public final class RequestLogTopic {
    private static final KafkaConsumer<byte[], byte[]> CONSUMER = consumer();
    private static final Map<String, ApiRequest> RECORDS = new LinkedHashMap<>();
    private static final ByteArrayOutputStream BYTES = new ByteArrayOutputStream();

    private RequestLogTopic() {}

    private static KafkaConsumer<byte[], byte[]> consumer() {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        Infrastructure.shared().bootstrapServers(),
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(Topics.API_REQUESTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        return consumer;
    }

    private static void poll() {
        CONSUMER.poll(Duration.ofMillis(200)).forEach(record -> {
            BYTES.writeBytes(record.value());
            for (Header header : record.headers()) {
                BYTES.writeBytes(header.value());
            }
            ApiRequest request = KafkaTestClient.shared().deserialize(record, ApiRequest.class);
            RECORDS.put(request.getRequestId(), request);
        });
    }

    /** Returns null as long as the topic has no record of the request. */
    public static synchronized @Nullable ApiRequest find(String requestId) {
        poll();
        return RECORDS.get(requestId);
    }

    /** Returns the values and headers of all records that were read. */
    public static synchronized String bytes() {
        poll();
        return BYTES.toString(StandardCharsets.UTF_8);
    }
}
