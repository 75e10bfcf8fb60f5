package info.sopranoexch.payment.batch;

import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.starter.kafka.BatchBisection;
import info.sopranoexch.starter.kafka.DeadLetterPublisher;
import info.sopranoexch.starter.kafka.DeadLetterReason;
import info.sopranoexch.starter.outbox.OutboxPublisher;
import info.sopranoexch.starter.problem.ProblemMessages;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

    private final IncomingRecordReader reader;
    private final BatchTransaction transaction;
    private final ReplySender replies;
    private final OutboxPublisher outbox;
    private final DeadLetterPublisher deadLetters;
    private final InstantSource clock;

    BatchProcessor(
            IncomingRecordReader reader,
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
        List<IncomingRecord> batch = reader.read(records);
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
