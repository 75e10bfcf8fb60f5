package info.sopranoexch.payment.processing;

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
 * Reads the records of a poll and dead-letters those whose bytes are at fault. A command or report with an unrecognized value is
 * not applied either: what it asks for is not guessed.
 */
@Component
class IncomingReader {
    private final RecordReader reader;
    private final DeadLetterPublisher deadLetters;

    IncomingReader(RecordReader reader, DeadLetterPublisher deadLetters) {
        this.reader = reader;
        this.deadLetters = deadLetters;
    }

    /** @throws UnreadableRecordException if the registry does not return the schema of a record */
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
        Incoming incoming = record.topic().equals(Topics.PAYMENT_COMMANDS) ? command(record) : report(record);
        if (incoming != null && !incoming.paymentId().equals(record.key())) {
            var failure = new MalformedRecordException("key and payment id differ");
            deadLetters.publish(record, ProcessPoll.GROUP, DeadLetterReason.UNDESERIALIZABLE, failure);
            return null;
        }
        return incoming;
    }

    private @Nullable Incoming command(ConsumerRecord<String, byte[]> record) {
        PaymentCommand command = reader.readRecognized(record, PaymentCommand.class, ProcessPoll.GROUP, Set.of());
        return command == null ? null : new Incoming.Command(record, command);
    }

    private @Nullable Incoming report(ConsumerRecord<String, byte[]> record) {
        ProviderEvent event = reader.readRecognized(record, ProviderEvent.class, ProcessPoll.GROUP, Set.of());
        return event == null ? null : new Incoming.Report(record, event);
    }
}
