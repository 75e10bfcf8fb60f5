package info.sopranoexch.provider.events;

import info.sopranoexch.provider.events.ProviderResult.NotFound;
import info.sopranoexch.provider.events.ProviderResult.RateLimited;
import info.sopranoexch.provider.events.ProviderResult.Refused;
import info.sopranoexch.provider.events.ProviderResult.Reported;
import info.sopranoexch.provider.events.ProviderResult.Unknown;
import info.sopranoexch.provider.events.ProviderResult.Untranslatable;
import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.tracing.TraceContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Publishes results to {@code provider.events.v1}. */
@Component
public class ProviderEventPublisher {
    private static final String PROVIDER = "paymoon";
    private static final int MAX_DETAIL = 500;

    private final RecordSender sender;
    private final AvroCodec codec;

    ProviderEventPublisher(RecordSender sender, AvroCodec codec) {
        this.sender = sender;
        this.codec = codec;
    }

    /**
     * Publishes the result of a request and returns when Kafka has acknowledged it.
     *
     * @param event payment, source, refund and times of the event; the result is added
     * @param causeId id of the command or event that caused the request
     * @throws org.apache.kafka.common.KafkaException without an acknowledgement; the record may still have been written
     */
    public void publishResult(
            ProviderEvent.Builder event, String causeId, ProviderResult result, @Nullable String traceparent) {
        event.setEventId(ProviderEventIds.of(causeId, event.getSource(), result));
        sender.send(toRecord(event, result, traceparent));
    }

    /**
     * Publishes a callback and returns when Kafka has acknowledged it.
     *
     * @param event payment, id, raw body and times of the callback; the result is added
     * @param deadline for the acknowledgement
     * @throws org.apache.kafka.common.KafkaException without an acknowledgement; the record may still have been written
     */
    public void publishCallback(
            ProviderEvent.Builder event, ProviderResult result, @Nullable String traceparent, Duration deadline) {
        event.setSource(ProviderEventSource.callback)
                .setEventId(ProviderEventIds.ofCallback(event.getProviderEventId()));
        sender.send(toRecord(event, result, traceparent), deadline);
    }

    private ProducerRecord<byte[], byte[]> toRecord(
            ProviderEvent.Builder builder, ProviderResult result, @Nullable String traceparent) {
        ProviderEvent event = build(builder, result);
        byte[] key = event.getPaymentId().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(Topics.PROVIDER_EVENTS, key, codec.write(Topics.PROVIDER_EVENTS, event));
        CloudEvents.set(
                record.headers(),
                event.getEventId(),
                "provider." + event.getSource() + "." + event.getOutcome(),
                "/provider-adapter",
                event.getPaymentId(),
                event.getReceivedAt());
        TraceContext.set(record.headers(), traceparent);
        return record;
    }

    static ProviderEvent build(ProviderEvent.Builder event, ProviderResult result) {
        event.setProvider(PROVIDER).setOutcome(result.outcome());
        switch (result) {
            case Reported(InvoiceReport invoice, ProviderRefundResult refund) -> {
                set(event, invoice);
                if (refund != null) {
                    event.setRefund(refund);
                }
            }
            case NotFound(String detail) -> event.setDetail(truncate(detail));
            case Refused(String detail) -> event.setDetail(truncate(detail));
            case Unknown(String detail) -> event.setDetail(truncate(detail));
            case RateLimited(String detail, Duration pause) ->
                event.setDetail(truncate(detail)).setRetryAfterMs(pause.toMillis());
            case Untranslatable(String detail, byte[] raw) ->
                event.setDetail(truncate(detail)).setRaw(ByteBuffer.wrap(raw));
        }
        return event.build();
    }

    private static void set(ProviderEvent.Builder event, InvoiceReport invoice) {
        event.setInvoiceId(invoice.invoiceId())
                .setInvoiceUrl(invoice.url())
                .setStatus(invoice.status())
                .setProviderVersion(invoice.version())
                .setAmountMinor(invoice.amounts().requestedMinor())
                .setPaidMinor(invoice.amounts().paidMinor())
                .setCurrency(invoice.amounts().currency());
    }

    private static String truncate(String detail) {
        return detail.substring(0, Math.min(detail.length(), MAX_DETAIL));
    }
}
