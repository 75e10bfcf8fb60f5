package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.domain.Decision;
import info.sopranoexch.payment.domain.DomainEvent;
import info.sopranoexch.payment.domain.LateSuccessPolicy;
import info.sopranoexch.payment.domain.MerchantPolicy;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.ProviderReport;
import info.sopranoexch.payment.domain.ProviderReportRule;
import info.sopranoexch.payment.domain.QuarantineReason;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.quarantine.QuarantineStore;
import info.sopranoexch.payment.quarantine.QuarantineStore.HeldReport;
import info.sopranoexch.payment.quarantine.QuarantineStore.NewEntry;
import info.sopranoexch.payment.quarantine.ReportIdentity;
import info.sopranoexch.payment.timeline.TimelineEntry;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies one provider report to the loaded batch. A report that cannot be applied is quarantined. */
@Component
class ProviderReportHandler {
    private final AvroCodec codec;
    private final DomainEventWriter events;

    ProviderReportHandler(AvroCodec codec, DomainEventWriter events) {
        this.codec = codec;
        this.events = events;
    }

    /** @param value the value of the report's Kafka record, unchanged */
    private record Received(ProviderEvent event, byte[] value, ReportIdentity identity) {
        Received(ProviderEvent event, byte[] value) {
            this(event, value, ReportIdentity.of(event));
        }
    }

    void apply(BatchContext context, IncomingRecord.Report record, Instant now) {
        var report = new Received(record.event(), record.source().value());
        StoredPayment before = context.find(record.paymentId());
        if (context.isApplied(record.paymentId(), report.identity())) {
            leaveQuarantine(context, record, report);
            return;
        }
        if (before == null) {
            quarantine(context, report, QuarantineReason.UNKNOWN_PAYMENT);
            return;
        }
        switch (decide(context, before, report, now)) {
            case Decision.Applied applied -> {
                keep(context, record, report, applied, now);
                leaveQuarantine(context, record, report);
                if (!refunds(before).equals(refunds(context.find(record.paymentId())))) {
                    releaseHeld(context, record, now);
                }
            }
            case Decision.Quarantined(QuarantineReason reason, List<DomainEvent> queries) -> {
                quarantine(context, report, reason);
                events.write(context, record, report.identity().eventId(), queries, now);
                if (reason == QuarantineReason.REFUND_UNRESOLVED) {
                    context.hold(new HeldReport(record.paymentId(), report.value()));
                }
            }
            case Decision.Rejected rejected -> throw new IllegalStateException(rejected.code());
        }
    }

    /** Applies the held reports that a change of the payment's refunds made applicable. */
    private void releaseHeld(BatchContext context, IncomingRecord.Report cause, Instant now) {
        List<HeldReport> held = context.heldReports.getOrDefault(cause.paymentId(), List.of());
        boolean released = !held.isEmpty();
        while (released) {
            // Each released report can make another one applicable.
            released = held.removeIf(report -> release(context, cause, report, now));
        }
    }

    /** @return false if the report stays held */
    private boolean release(BatchContext context, IncomingRecord.Report cause, HeldReport held, Instant now) {
        var report =
                new Received(codec.read(Topics.PROVIDER_EVENTS, held.record(), ProviderEvent.class), held.record());
        if (context.isApplied(cause.paymentId(), report.identity())) {
            context.leavingQuarantine.add(report.identity());
            return true;
        }
        StoredPayment stored = Objects.requireNonNull(context.find(cause.paymentId()));
        return switch (decide(context, stored, report, now)) {
            case Decision.Applied applied -> {
                keep(context, cause, report, applied, now);
                context.leavingQuarantine.add(report.identity());
                yield true;
            }
            case Decision.Quarantined(QuarantineReason reason, var _) -> {
                boolean decided = reason != QuarantineReason.REFUND_UNRESOLVED;
                if (decided) {
                    quarantine(context, report, reason);
                }
                yield decided;
            }
            case Decision.Rejected rejected -> throw new IllegalStateException(rejected.code());
        };
    }

    private static Decision decide(BatchContext context, StoredPayment stored, Received received, Instant now) {
        Payment payment = stored.payment();
        ProviderEvent event = received.event();
        if (!event.getProvider().equals(ProviderReport.PROVIDER)) {
            return new Decision.Quarantined(QuarantineReason.UNKNOWN_PROVIDER);
        }
        if (isAboutRefundOfAnotherPayment(context, event)) {
            return new Decision.Quarantined(QuarantineReason.REFUND_IDS_CONTRADICT);
        }
        ProviderReport report = ProviderMapper.report(event);
        if (context.isIdUsed(payment.id(), received.identity()) && !report.isNewerThan(payment.invoice())) {
            return new Decision.Quarantined(QuarantineReason.EVENT_ID_REUSED);
        }
        MerchantPolicy merchant = context.merchants.get(payment.details().merchantId());
        LateSuccessPolicy policy = merchant == null ? LateSuccessPolicy.ACCEPT : merchant.lateSuccess();
        return ProviderReportRule.decide(payment, report, policy, now);
    }

    private static boolean isAboutRefundOfAnotherPayment(BatchContext context, ProviderEvent event) {
        ProviderRefundResult refund = event.getRefund();
        String owner = refund == null ? null : context.refundOwners.get(refund.getProviderRefundId());
        return owner != null && !owner.equals(event.getPaymentId());
    }

    private void keep(
            BatchContext context, IncomingRecord cause, Received report, Decision.Applied applied, Instant now) {
        ProviderEvent event = report.event();
        ReportIdentity identity = report.identity();
        String id = context.isIdUsed(event.getPaymentId(), identity) ? identity.distinctId() : identity.eventId();
        context.eventApplied(event.getPaymentId(), id, identity.contentHash());
        context.timeline.add(new TimelineEntry(
                event.getPaymentId(),
                id,
                identity.contentHash(),
                event.getReceivedAt(),
                "provider." + event.getSource().name(),
                detail(event)));
        context.change(Objects.requireNonNull(context.find(event.getPaymentId())), applied.payment());
        events.write(context, cause, id, applied.events(), now);
    }

    private static List<Refund> refunds(@Nullable StoredPayment stored) {
        return stored == null ? List.of() : stored.payment().refunds();
    }

    private static void leaveQuarantine(BatchContext context, IncomingRecord.Report record, Received report) {
        if (record.source().headers().lastHeader(QuarantineStore.HEADER) != null) {
            context.leavingQuarantine.add(report.identity());
        }
    }

    private static void quarantine(BatchContext context, Received report, QuarantineReason reason) {
        context.quarantine.add(new NewEntry(report.event(), report.identity(), reason, report.value()));
        if (reason != QuarantineReason.UNKNOWN_PAYMENT) {
            context.timeline.add(quarantined(report, reason));
        }
    }

    /** One entry for each callback, but one for all responses to a repeated request that have the same reason. */
    private static TimelineEntry quarantined(Received report, QuarantineReason reason) {
        ProviderEvent event = report.event();
        String source = event.getSource().name();
        String cause = event.getSource() == ProviderEventSource.callback
                ? report.identity().distinctId()
                : source + "#" + reason.code();
        Map<String, Object> detail = detail(event);
        detail.put("source", source);
        detail.put("reason", reason.code());
        return new TimelineEntry(
                event.getPaymentId(), cause + "#quarantined", event.getReceivedAt(), "provider.quarantined", detail);
    }

    private static Map<String, Object> detail(ProviderEvent event) {
        ProviderRefundResult refund = event.getRefund();
        var detail = new LinkedHashMap<String, Object>();
        put(detail, "outcome", event.getOutcome().name());
        put(detail, "invoice_id", event.getInvoiceId());
        put(
                detail,
                "status",
                event.getStatus() == null ? null : event.getStatus().name());
        put(detail, "provider_version", event.getProviderVersion());
        put(detail, "paid_minor", event.getPaidMinor());
        put(detail, "currency", event.getCurrency());
        if (refund != null) {
            put(detail, "refund_id", refund.getRefundId());
            put(detail, "refund_status", refund.getStatus().name());
        }
        put(detail, "detail", event.getDetail());
        return detail;
    }

    private static void put(Map<String, Object> detail, String name, @Nullable Object value) {
        if (value != null) {
            detail.put(name, value);
        }
    }
}
