import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads payment.events.v1 from its beginning to its current end, and prints the revenue of each merchant: paid
 * amounts less refunded amounts. Each event contains the whole payment, so the newest version of each payment is
 * sufficient.
 * Payments of the test mode are left out unless INCLUDE_SANDBOX is true.
 */
public final class RevenuePerMerchant {
    private static final String TOPIC = "payment.events.v1";
    private static final Set<String> PAID = Set.of("success", "partially_refunded", "refunded");
    private static final Set<String> NOT_PAID = Set.of("pending", "processing", "failed", "expired", "cancelled");
    private static final boolean INCLUDE_SANDBOX = Boolean.parseBoolean(System.getenv("INCLUDE_SANDBOX"));

    private RevenuePerMerchant() {}

    public static void main(String[] args) {
        Map<String, GenericRecord> newest = new HashMap<>();
        try (KafkaConsumer<String, GenericRecord> consumer = new KafkaConsumer<>(settings())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                try {
                    consumer.poll(Duration.ofSeconds(1)).forEach(record -> keep(record.value(), newest));
                } catch (RecordDeserializationException e) {
                    // One record that cannot be read must not hide the ones behind it.
                    System.err.println("left out: " + e.topicPartition() + " offset " + e.offset());
                    consumer.seek(e.topicPartition(), e.offset() + 1);
                }
            }
        }
        print(newest);
    }

    private static Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers", System.getenv("KAFKA_BOOTSTRAP_SERVERS"),
                "key.deserializer", StringDeserializer.class,
                "value.deserializer", AvroKafkaDeserializer.class,
                "apicurio.registry.url", System.getenv("APICURIO_REGISTRY_URL"));
    }

    /** Delivery is at least once: an event may be repeated, also after newer events. */
    private static void keep(GenericRecord event, Map<String, GenericRecord> newest) {
        if (event != null && event.get("payment") instanceof GenericRecord payment) {
            newest.merge(
                    payment.get("payment_id").toString(),
                    payment,
                    (old, now) -> (long) now.get("version") > (long) old.get("version") ? now : old);
        }
    }

    private static void print(Map<String, GenericRecord> payments) {
        Map<String, BigDecimal> revenue = new TreeMap<>();
        for (GenericRecord payment : payments.values()) {
            if ((boolean) payment.get("sandbox") && !INCLUDE_SANDBOX) {
                continue;
            }
            String status = payment.get("status").toString();
            if (PAID.contains(status)) {
                // Not amount_minor: the payer may have paid less, and it was accepted, or more, and it can be refunded.
                long minor = (long) payment.get("paid_minor") - (long) payment.get("refunded_minor");
                int decimals = (int) payment.get("currency_decimals");
                if (decimals >= 0 && decimals <= 9) {
                    revenue.merge(
                            "merchant " + payment.get("merchant_id") + ": " + payment.get("currency"),
                            BigDecimal.valueOf(minor, decimals),
                            BigDecimal::add);
                }
            } else if (!NOT_PAID.contains(status)) {
                // A status that a later schema added. It is reported, and not counted as a known status.
                System.err.println("not counted: " + payment.get("payment_id") + " is " + status);
            }
        }
        revenue.forEach((merchant, sum) -> System.out.println(merchant + " " + sum.toPlainString()));
    }
}
