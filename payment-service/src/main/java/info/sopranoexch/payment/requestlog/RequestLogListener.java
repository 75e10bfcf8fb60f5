package info.sopranoexch.payment.requestlog;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ApiRequest;
import info.sopranoexch.starter.kafka.BatchBisection;
import info.sopranoexch.starter.kafka.DeadLetterPublisher;
import info.sopranoexch.starter.kafka.DeadLetterReason;
import info.sopranoexch.starter.kafka.RecordReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Stores the requests of a poll in one statement. One consumer uses one connection, so that a slow log leaves the other
 * connections of the pool to payments.
 */
@Component
class RequestLogListener {
    private static final String GROUP = "payment-service-requests";

    private record Read(ConsumerRecord<String, byte[]> source, ApiRequest request) {}

    private final RecordReader reader;
    private final RequestLogStore store;
    private final DeadLetterPublisher deadLetters;

    RequestLogListener(RecordReader reader, RequestLogStore store, DeadLetterPublisher deadLetters) {
        this.reader = reader;
        this.store = store;
        this.deadLetters = deadLetters;
    }

    @KafkaListener(
            id = GROUP,
            topics = Topics.API_REQUESTS,
            concurrency = "1",
            autoStartup = "${soprano.request-log.enabled}",
            properties = {"fetch.min.bytes=65536", "fetch.max.wait.ms=500"})
    void onPoll(List<ConsumerRecord<String, byte[]>> records) {
        var read = new ArrayList<Read>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            ApiRequest request = reader.read(record, ApiRequest.class, GROUP);
            if (request != null) {
                read.add(new Read(record, request));
            }
        }
        new BatchBisection<Read>(
                        batch -> store.add(batch.stream().map(Read::request).toList()),
                        (malformed, cause) ->
                                deadLetters.publish(malformed.source(), GROUP, DeadLetterReason.INAPPLICABLE, cause))
                .apply(read);
    }
}
