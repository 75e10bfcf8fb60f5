package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.kafka.AvroCodec;
import info.sopranoexch.payment.kafka.DeadLetters;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.UnrecognizedValues;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the records of a poll, setting aside those that cannot be read. The bytes are read here and not by the consumer:
 * the container tries a failed batch again with the very records it has in hand, so what could not be read while the
 * registry was away would stay unread for ever.
 */
@Component
class IncomingReader {
    private final AvroCodec codec;
    private final DeadLetters deadLetters;

    IncomingReader(AvroCodec codec, DeadLetters deadLetters) {
        this.codec = codec;
        this.deadLetters = deadLetters;
    }

    /** @throws RegistryUnavailableException when it cannot be told whether a record is sound */
    List<Incoming> read(List<ConsumerRecord<String, byte[]>> records) {
        var readable = new ArrayList<Incoming>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            Incoming incoming = read(record);
            if (incoming != null) {
                readable.add(incoming);
            }
        }
        return readable;
    }

    private @Nullable Incoming read(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.value() == null) {
                throw new SerializationException("no value");
            }
            Incoming incoming = record.topic().equals(Topics.PAYMENT_COMMANDS)
                    ? new Incoming.Command(record, read(record, PaymentCommand.class))
                    : new Incoming.Report(record, read(record, ProviderEvent.class));
            if (!incoming.paymentId().equals(record.key())) {
                throw new SerializationException("key and payment id differ");
            }
            return incoming;
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (SerializationException e) {
            deadLetters.setAside(record, ProcessPoll.GROUP, DeadLetter.reason(e), e);
            return null;
        }
    }

    /** A command or report with an unrecognized value is not applied: what it asks for is not guessed. */
    private <T extends IndexedRecord> T read(ConsumerRecord<String, byte[]> record, Class<T> type) {
        T value = codec.read(record.topic(), record.value(), type);
        UnrecognizedValues.reject(value, Set.of());
        return value;
    }
}
