package info.sopranoexch.payment.batch;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.deploy.TopicProperties;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Builds the records of a poll without a broker. */
final class Polls {
    private Polls() {}

    static List<ConsumerRecord<String, byte[]>> of(AvroCodec codec, SpecificRecord... records) {
        return Stream.of(records).map(record -> one(codec, record)).toList();
    }

    static ConsumerRecord<String, byte[]> one(AvroCodec codec, SpecificRecord record) {
        return switch (record) {
            case PaymentCommand command ->
                raw(Topics.PAYMENT_COMMANDS, command.getPaymentId(), codec.write(Topics.PAYMENT_COMMANDS, command));
            case ProviderEvent event ->
                raw(Topics.PROVIDER_EVENTS, event.getPaymentId(), codec.write(Topics.PROVIDER_EVENTS, event));
            default -> throw new IllegalArgumentException(record.toString());
        };
    }

    static ConsumerRecord<String, byte[]> raw(String topic, String key, byte[] value) {
        int partition = BuiltInPartitioner.partitionForKey(
                key.getBytes(StandardCharsets.UTF_8), TopicProperties.DEFAULT_PARTITIONS);
        return new ConsumerRecord<>(topic, partition, 0, key, value);
    }
}
