package info.sopranoexch.payment.quarantine;

import info.sopranoexch.payment.kafka.Polling;
import info.sopranoexch.payment.quarantine.QuarantineStore.Entry;
import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies quarantined reports again by writing them to their topic, so that they are applied in the usual order and under
 * the usual lock.
 */
@Component
class ReportReplay {
    private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final QuarantineStore store;
    private final RecordSender sender;
    private final AvroCodec codec;
    private final InstantSource clock;

    ReportReplay(QuarantineStore store, RecordSender sender, AvroCodec codec, InstantSource clock) {
        this.store = store;
        this.sender = sender;
        this.codec = codec;
        this.clock = clock;
    }

    /** @return the entry after the attempt; unchanged if there was no result in time */
    Entry apply(Entry entry) {
        byte[] key = entry.paymentId().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(Topics.PROVIDER_EVENTS, (@Nullable Integer) null, key, entry.record());
        CloudEvents.set(
                record.headers(),
                entry.eventId(),
                "provider.replayed",
                "/payment-service",
                entry.paymentId(),
                clock.instant());
        record.headers().add(QuarantineStore.HEADER, String.valueOf(entry.id()).getBytes(StandardCharsets.UTF_8));
        sender.send(List.of(record));
        return Polling.await(
                        RESULT_TIMEOUT,
                        () -> store.find(entry.id())
                                .filter(now -> now.appliedAt() != null || now.attempts() != entry.attempts()))
                .orElse(entry);
    }

    Map<?, ?> read(Entry entry) {
        ProviderEvent event = codec.read(Topics.PROVIDER_EVENTS, entry.record(), ProviderEvent.class);
        return JSON.readValue(event.toString(), Map.class);
    }
}
