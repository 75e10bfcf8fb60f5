package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.outbox.PublishOutbox;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.starter.kafka.DeadLetterPublisher;
import info.sopranoexch.starter.kafka.DeadLetterReason;
import info.sopranoexch.starter.kafka.FailureClassifier;
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
 * Does all that is due for the records of one poll; when it returns their offsets may go. Throws when the database, Kafka
 * or the registry does not answer: then the same records must come again, and find applied what was.
 */
@Component
class ProcessPoll {
    static final String GROUP = "payment-service";

    private static final Logger log = LoggerFactory.getLogger(ProcessPoll.class);

    private final IncomingReader reader;
    private final ApplyBatch apply;
    private final ReplySender replies;
    private final PublishOutbox publish;
    private final DeadLetterPublisher deadLetters;
    private final InstantSource clock;

    ProcessPoll(
            IncomingReader reader,
            ApplyBatch apply,
            ReplySender replies,
            PublishOutbox publish,
            DeadLetterPublisher deadLetters,
            InstantSource clock) {
        this.reader = reader;
        this.apply = apply;
        this.replies = replies;
        this.publish = publish;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    void process(List<ConsumerRecord<String, byte[]>> records) {
        List<Incoming> batch = reader.read(records);
        Set<Integer> shards = shards(records);
        if (batch.isEmpty()) {
            publish.publish(shards);
            return;
        }
        try {
            apply.applyAndPublish(batch, publish.of(shards), replies::send);
        } catch (RuntimeException failure) {
            if (FailureClassifier.isOutage(failure)) {
                throw failure;
            }
            var answers = new ArrayList<ReplySender.Addressed>();
            bisect(batch, failure, answers);
            replies.send(answers);
            publish.publish(shards);
        }
    }

    /** The shards are ours from now on: what their last owner left unpublished goes first. */
    void acquired(Collection<Integer> shards) {
        publish.forget(shards);
        try {
            publish.publish(shards);
        } catch (RuntimeException e) {
            log.warn("leftovers of the outbox go with the next batch: {}", e.toString());
        }
    }

    /** A record that breaks the batch is found by bisecting and dead-lettered; the order of the others stays. */
    private void bisect(List<Incoming> batch, RuntimeException failure, List<ReplySender.Addressed> answers) {
        if (batch.size() == 1) {
            deadLetter(batch.getFirst(), failure, answers);
            return;
        }
        int half = batch.size() / 2;
        applyOrBisect(batch.subList(0, half), answers);
        applyOrBisect(batch.subList(half, batch.size()), answers);
    }

    private void applyOrBisect(List<Incoming> batch, List<ReplySender.Addressed> answers) {
        try {
            answers.addAll(apply.apply(batch));
        } catch (RuntimeException failure) {
            if (FailureClassifier.isOutage(failure)) {
                throw failure;
            }
            bisect(batch, failure, answers);
        }
    }

    private void deadLetter(Incoming poison, RuntimeException failure, List<ReplySender.Addressed> answers) {
        deadLetters.publish(poison.source(), GROUP, DeadLetterReason.INAPPLICABLE, failure);
        if (poison instanceof Incoming.Command(var _, PaymentCommand command) && command.getReplyPartition() != null) {
            answers.add(new ReplySender.Addressed(
                    Replies.rejected(
                            command,
                            "internal_error",
                            "The request could not be processed because of an error on our side.",
                            clock.instant()),
                    command.getReplyPartition(),
                    poison.traceparent()));
        }
    }

    private static Set<Integer> shards(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(ConsumerRecord::partition).collect(Collectors.toSet());
    }
}
