package info.sopranoexch.starter.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The position of a record in Kafka. */
public record RecordPosition(String topic, int partition, long offset) {
    static RecordPosition of(ConsumerRecord<?, ?> record) {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
