package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.Effect;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.outbox.OutboxRecord;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.timeline.TimelineEntry;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.tracing.TraceContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns the effects of a change into what is written with it. */
@Component
class Effects {
    private final AvroCodec codec;

    Effects(AvroCodec codec) {
        this.codec = codec;
    }

    /** @param causeId of the command or event that had the effects: names the notes they leave */
    void keep(Workbench bench, Incoming cause, String causeId, List<Effect> effects, Instant now) {
        int number = 0;
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Told told -> tell(bench, cause, told);
                case Effect.Noted(String what, Map<String, Object> detail) -> {
                    String source = causeId + "#" + number++;
                    bench.timeline.add(new TimelineEntry(cause.paymentId(), source, now, "payment." + what, detail));
                }
                case Effect.RefundChanged(var refund) -> {
                    bench.put(refund);
                    bench.timeline.add(new TimelineEntry(
                            cause.paymentId(),
                            refund.refundId() + "#" + refund.status().code(),
                            now,
                            "refund." + refund.status().code(),
                            refundDetail(refund)));
                }
                case Effect.RefundEnded ended -> {
                    String eventId = eventId(ended.after().id(), ended.after().version());
                    String type = "refund." + ended.refund().status().code();
                    publish(bench, cause, ended.after(), type, AvroPayments.event(ended, eventId, type));
                }
                case Effect.RefundIdentified(var refund) -> bench.put(refund);
                case Effect.AskProvider ask -> ask(bench, cause, ask, now);
            }
        }
    }

    private void tell(Workbench bench, Incoming cause, Effect.Told told) {
        var after = told.after();
        String eventId = eventId(after.id(), after.version());
        String type = after.version() == 1
                ? "payment.created"
                : "payment." + after.status().code();
        publish(bench, cause, after, type, AvroPayments.event(told, eventId, type));
        if (told.before() != null) {
            bench.timeline.add(
                    new TimelineEntry(after.id(), eventId, after.updatedAt(), type, statusDetail(told, told.before())));
        }
    }

    private void publish(Workbench bench, Incoming cause, Payment after, String type, PaymentEvent event) {
        bench.outbox.add(new OutboxRecord(
                cause.shard(),
                Topics.PAYMENT_EVENTS,
                after.id(),
                codec.write(Topics.PAYMENT_EVENTS, event),
                event.getEventId(),
                type,
                after.updatedAt(),
                trace(bench, cause)));
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

    private static Map<String, Object> statusDetail(Effect.Told told, PaymentStatus before) {
        Payment after = told.after();
        var detail = new LinkedHashMap<String, Object>();
        detail.put("from", before.code());
        detail.put("to", after.status().code());
        detail.put("reason", told.reason());
        detail.put("version", after.version());
        if (after.paidMinor() > 0) {
            detail.put("paid_minor", after.paidMinor());
        }
        return detail;
    }

    private void ask(Workbench bench, Incoming cause, Effect.AskProvider ask, Instant now) {
        String commandId = UUID.randomUUID().toString();
        ProviderCommand command = AvroPayments.command(ask, commandId, now);
        bench.outbox.add(new OutboxRecord(
                cause.shard(),
                Topics.PROVIDER_COMMANDS,
                cause.paymentId(),
                codec.write(Topics.PROVIDER_COMMANDS, command),
                commandId,
                "provider." + ask.question().name().toLowerCase(Locale.ROOT),
                now,
                trace(bench, cause)));
    }

    /**
     * What follows from a merchant's command belongs to that request. What follows from all else belongs to the trace that
     * the payment was created in, also when the provider has not sent it back.
     */
    private static @Nullable String trace(Workbench bench, Incoming cause) {
        StoredPayment stored = bench.find(cause.paymentId());
        String own = cause.traceparent();
        String first = stored == null ? null : stored.traceparent();
        boolean asked =
                cause instanceof Incoming.Command(var _, var command) && !(command.getBody() instanceof CheckPayment);
        if (first == null || asked) {
            return own;
        }
        return own != null && TraceContext.traceId(own).equals(TraceContext.traceId(first)) ? own : first;
    }

    private static String eventId(String paymentId, long version) {
        String bare = paymentId.startsWith("pay_") ? paymentId.substring("pay_".length()) : paymentId;
        return "evt_" + bare + "_" + version;
    }
}
