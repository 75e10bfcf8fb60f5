package info.sopranoexch.payment.batch;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.starter.kafka.DeadLetterPublisher;
import info.sopranoexch.starter.kafka.DeadLetterReason;
import info.sopranoexch.starter.kafka.RecordReader;
import info.sopranoexch.starter.kafka.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deserializes the records of a poll. Malformed records, and records with a value that this release does not know, are
 * dead-lettered.
 */
@Component
class IncomingRecordReader {
    private final RecordReader reader;
    private final DeadLetterPublisher deadLetters;

    IncomingRecordReader(RecordReader reader, DeadLetterPublisher deadLetters) {
        this.reader = reader;
        this.deadLetters = deadLetters;
    }

    /** @throws UnreadableRecordException if the registry does not return the schema of a record */
    List<IncomingRecord> read(List<ConsumerRecord<String, byte[]>> records) {
        var readable = new ArrayList<IncomingRecord>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            IncomingRecord incoming = read(record);
            if (incoming != null) {
                readable.add(incoming);
            }
        }
        return readable;
    }

    private @Nullable IncomingRecord read(ConsumerRecord<String, byte[]> record) {
        IncomingRecord incoming = deserialize(record);
        if (incoming != null && !incoming.paymentId().equals(record.key())) {
            var failure = new MalformedRecordException("key and payment id differ");
            deadLetters.publish(record, BatchProcessor.GROUP, DeadLetterReason.UNDESERIALIZABLE, failure);
            return null;
        }
        return incoming;
    }

    private @Nullable IncomingRecord deserialize(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.PAYMENT_COMMANDS)) {
            PaymentCommand command =
                    reader.readRecognized(record, PaymentCommand.class, BatchProcessor.GROUP, Set.of());
            return command == null ? null : new IncomingRecord.Command(record, command);
        }
        ProviderEvent event = reader.readRecognized(record, ProviderEvent.class, BatchProcessor.GROUP, Set.of());
        return event == null ? null : new IncomingRecord.Report(record, event);
    }
}
