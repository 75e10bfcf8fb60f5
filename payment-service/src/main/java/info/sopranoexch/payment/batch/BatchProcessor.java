package info.sopranoexch.payment.batch;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.starter.kafka.BatchBisection;
import info.sopranoexch.starter.kafka.DeadLetterPublisher;
import info.sopranoexch.starter.kafka.DeadLetterReason;
import info.sopranoexch.starter.kafka.RecordReader;
import info.sopranoexch.starter.kafka.UnreadableRecordException;
import info.sopranoexch.starter.outbox.OutboxPublisher;
import info.sopranoexch.starter.problem.ProblemMessages;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Processes the records of one poll. When {@link #process} returns, their offsets can be committed. It throws if the
 * database, Kafka or the schema registry is unavailable; the records are then redelivered, and applied records are
 * recognized.
 */
@Component
class BatchProcessor {
    static final String GROUP = "payment-service";

    private static final Logger log = LoggerFactory.getLogger(BatchProcessor.class);

    private final RecordReader reader;
    private final BatchTransaction transaction;
    private final ReplySender replies;
    private final OutboxPublisher outbox;
    private final DeadLetterPublisher deadLetters;
    private final InstantSource clock;

    BatchProcessor(
            RecordReader reader,
            BatchTransaction transaction,
            ReplySender replies,
            OutboxPublisher outbox,
            DeadLetterPublisher deadLetters,
            InstantSource clock) {
        this.reader = reader;
        this.transaction = transaction;
        this.replies = replies;
        this.outbox = outbox;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    void process(List<ConsumerRecord<String, byte[]>> records) {
        List<IncomingRecord> batch = read(records);
        Set<Integer> shards = records.stream().map(ConsumerRecord::partition).collect(Collectors.toSet());
        if (batch.isEmpty()) {
            outbox.publish(shards);
            return;
        }
        try {
            transaction.applyAndPublish(batch, outbox.prepare(shards), replies::send);
        } catch (RuntimeException failure) {
            var collected = new ArrayList<ReplySender.AddressedReply>();
            new BatchBisection<IncomingRecord>(
                            part -> collected.addAll(transaction.apply(part)),
                            (malformed, cause) -> deadLetter(malformed, cause, collected))
                    .bisect(batch, failure);
            replies.send(collected);
            outbox.publish(shards);
        }
    }

    /**
     * Deserializes the records. Malformed records, and records with a value that this release does not know, are dead-lettered.
     *
     * @throws UnreadableRecordException if the registry does not return the schema of a record
     */
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
            deadLetters.publish(record, GROUP, DeadLetterReason.UNDESERIALIZABLE, failure);
            return null;
        }
        return incoming;
    }

    private @Nullable IncomingRecord deserialize(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.PAYMENT_COMMANDS)) {
            PaymentCommand command = reader.readRecognized(record, PaymentCommand.class, GROUP, Set.of());
            return command == null ? null : new IncomingRecord.Command(record, command);
        }
        ProviderEvent event = reader.readRecognized(record, ProviderEvent.class, GROUP, Set.of());
        return event == null ? null : new IncomingRecord.Report(record, event);
    }

    /** Publishes outbox rows that the previous owner of the shards left. */
    void partitionsAssigned(Collection<Integer> shards) {
        outbox.forgetProgress(shards);
        try {
            outbox.publish(shards);
        } catch (RuntimeException e) {
            log.warn("outbox rows of assigned partitions are published with the next batch: {}", e.toString());
        }
    }

    private void deadLetter(
            IncomingRecord malformed, RuntimeException failure, List<ReplySender.AddressedReply> collected) {
        deadLetters.publish(malformed.source(), GROUP, DeadLetterReason.INAPPLICABLE, failure);
        if (malformed instanceof IncomingRecord.Command(var _, PaymentCommand command)
                && command.getReplyPartition() != null) {
            PaymentReply reply =
                    CommandMapper.rejected(command, "internal_error", ProblemMessages.INTERNAL_ERROR, clock.instant());
            collected.add(new ReplySender.AddressedReply(reply, command.getReplyPartition(), malformed.traceparent()));
        }
    }
}
