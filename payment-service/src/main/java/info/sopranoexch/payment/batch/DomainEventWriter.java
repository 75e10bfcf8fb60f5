package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.domain.DomainEvent;
import info.sopranoexch.payment.domain.EventReason;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentDetails;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.payments.PaymentMapper;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.refunds.RefundStore;
import info.sopranoexch.payment.timeline.TimelineEntry;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.outbox.OutboxRecordBuilder;
import info.sopranoexch.starter.tracing.TraceContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns domain events into outbox records, timeline entries and changed refunds of the batch. */
@Component
class DomainEventWriter {
    private final AvroCodec codec;

    DomainEventWriter(AvroCodec codec) {
        this.codec = codec;
    }

    /**
     * @param cause the record that was applied
     * @param causeId id of the command or provider event; makes the ids of timeline entries unique
     */
    void write(BatchContext context, IncomingRecord cause, String causeId, List<DomainEvent> events, Instant now) {
        int number = 0;
        for (DomainEvent event : events) {
            switch (event) {
                case DomainEvent.StatusChanged changed -> statusChanged(context, cause, changed);
                case DomainEvent.TimelineRecorded(String code, Map<String, Object> detail) -> {
                    String source = causeId + "#" + number++;
                    context.timeline.add(new TimelineEntry(cause.paymentId(), source, now, "payment." + code, detail));
                }
                case DomainEvent.RefundChanged(var refund) -> {
                    context.put(refund);
                    String status = refund.status().code();
                    context.timeline.add(new TimelineEntry(
                            cause.paymentId(),
                            refund.refundId() + "#" + status,
                            now,
                            "refund." + status,
                            refundDetail(refund)));
                }
                case DomainEvent.RefundEnded(var after, var refund) -> refundEnded(context, cause, after, refund);
                case DomainEvent.RefundIdentified(var refund) -> context.put(refund);
                case DomainEvent.ProviderRequest request -> requestProvider(context, cause, request, now);
            }
        }
    }

    private void statusChanged(BatchContext context, IncomingRecord cause, DomainEvent.StatusChanged changed) {
        Payment after = changed.after();
        String status = after.status().code();
        String type = after.version() == 1 ? "payment.created" : "payment." + status;
        String before = changed.before() == null ? null : changed.before().code();
        PaymentEvent event = event(after, type)
                .setPreviousStatus(before == null ? null : PaymentStatus.valueOf(before))
                .setReason(changed.reason().code())
                .build();
        publish(context, cause, event);
        if (before != null) {
            var detail = new LinkedHashMap<String, Object>();
            detail.put("from", before);
            detail.put("to", status);
            detail.put("reason", changed.reason().code());
            detail.put("version", after.version());
            if (after.paidMinor() > 0) {
                detail.put("paid_minor", after.paidMinor());
            }
            context.timeline.add(new TimelineEntry(after.id(), event.getEventId(), after.updatedAt(), type, detail));
        }
    }

    private void refundEnded(BatchContext context, IncomingRecord cause, Payment after, Refund refund) {
        EventReason reason =
                refund.status() == Refund.Status.SUCCEEDED ? EventReason.REFUND_SUCCEEDED : EventReason.REFUND_FAILED;
        publish(
                context,
                cause,
                event(after, "refund." + refund.status().code())
                        .setPreviousStatus(PaymentStatus.valueOf(after.status().code()))
                        .setReason(reason.code())
                        .setRefund(RefundStore.toAvro(refund))
                        .build());
    }

    private static PaymentEvent.Builder event(Payment after, String type) {
        return PaymentEvent.newBuilder()
                .setEventId(PaymentDetails.eventId(after.id(), after.version()))
                .setVersion(after.version())
                .setType(type)
                .setOccurredAt(after.updatedAt())
                .setPayment(PaymentMapper.toAvro(after));
    }

    private void publish(BatchContext context, IncomingRecord cause, PaymentEvent event) {
        context.outbox.add(outboxRecord(context, cause, Topics.PAYMENT_EVENTS, event)
                .eventId(event.getEventId())
                .eventType(event.getType())
                .occurredAt(event.getOccurredAt())
                .build());
    }

    private void requestProvider(
            BatchContext context, IncomingRecord cause, DomainEvent.ProviderRequest request, Instant now) {
        String commandId = UUID.randomUUID().toString();
        ProviderCommand command = ProviderMapper.command(request, commandId, now);
        context.outbox.add(outboxRecord(context, cause, Topics.PROVIDER_COMMANDS, command)
                .eventId(commandId)
                .eventType("provider." + request.operation().name().toLowerCase(Locale.ROOT))
                .occurredAt(now)
                .build());
    }

    private OutboxRecordBuilder outboxRecord(
            BatchContext context, IncomingRecord cause, String topic, SpecificRecord value) {
        return OutboxRecordBuilder.builder()
                .shard(cause.shard())
                .topic(topic)
                .key(cause.paymentId())
                .value(codec.write(topic, value))
                .traceparent(traceparent(context, cause));
    }

    private static Map<String, Object> refundDetail(Refund refund) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("refund_id", refund.refundId());
        detail.put("amount_minor", refund.amountMinor());
        detail.put("origin", refund.origin().code());
        if (refund.failureCode() != null) {
            detail.put("failure_code", refund.failureCode().code());
        }
        return detail;
    }

    /**
     * Consequences of a merchant's command belong to the trace of that request. All others belong to the trace in which the
     * payment was created, even if the provider did not return it.
     */
    private static @Nullable String traceparent(BatchContext context, IncomingRecord cause) {
        StoredPayment stored = context.find(cause.paymentId());
        String own = cause.traceparent();
        String created = stored == null ? null : stored.traceparent();
        boolean request = cause instanceof IncomingRecord.Command(var _, var command)
                && !(command.getBody() instanceof CheckPayment);
        if (created == null || request) {
            return own;
        }
        return own != null && TraceContext.traceId(own).equals(TraceContext.traceId(created)) ? own : created;
    }
}
