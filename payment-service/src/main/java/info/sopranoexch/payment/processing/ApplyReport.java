package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.ApplyProviderReport;
import info.sopranoexch.payment.domain.Decision;
import info.sopranoexch.payment.domain.Effect;
import info.sopranoexch.payment.domain.LateSuccessPolicy;
import info.sopranoexch.payment.domain.MerchantTerms;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.ProviderReport;
import info.sopranoexch.payment.domain.QuarantineReason;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.quarantine.QuarantineStore;
import info.sopranoexch.payment.quarantine.QuarantineStore.HeldReport;
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

/** Applies one of the provider's reports to what lies on the bench; what cannot be applied goes into quarantine. */
@Component
class ApplyReport {
    private final AvroCodec codec;
    private final Effects effects;

    ApplyReport(AvroCodec codec, Effects effects) {
        this.codec = codec;
        this.effects = effects;
    }

    void apply(Workbench bench, Incoming.Report in, Instant now) {
        var report = new Read(in.event(), in.source().value());
        StoredPayment before = bench.find(in.paymentId());
        if (bench.isApplied(in.paymentId(), report.identity())) {
            leaveQuarantine(bench, in, report);
            return;
        }
        if (before == null) {
            setAside(bench, report, QuarantineReason.UNKNOWN_PAYMENT);
            return;
        }
        switch (decide(bench, before, report, now)) {
            case Decision.Applied applied -> {
                keep(bench, in, report, applied, now);
                leaveQuarantine(bench, in, report);
                if (!refunds(before).equals(refunds(bench.find(in.paymentId())))) {
                    releaseHeld(bench, in, now);
                }
            }
            case Decision.SetAside(QuarantineReason reason, List<Effect> queries) -> {
                setAside(bench, report, reason);
                effects.keep(bench, in, report.identity().eventId(), queries, now);
                if (reason == QuarantineReason.REFUND_UNRESOLVED) {
                    bench.hold(in.paymentId(), new HeldReport(in.paymentId(), report.record()));
                }
            }
            case Decision.Refused refused -> throw new IllegalStateException(refused.code());
        }
    }

    /** A report with its record's value, as it came. */
    private record Read(ProviderEvent event, byte[] record, EventIdentity identity) {
        Read(ProviderEvent event, byte[] record) {
            this(event, record, EventIdentity.of(event));
        }
    }

    /** Applies the held reports on a payment of which a refund was settled or identified, as far as they can be applied now. */
    private void releaseHeld(Workbench bench, Incoming.Report cause, Instant now) {
        List<HeldReport> held = bench.heldReports.getOrDefault(cause.paymentId(), List.of());
        boolean released = !held.isEmpty();
        while (released) {
            // Each one that is released may make room for another.
            released = held.removeIf(report -> release(bench, cause, report, now));
        }
    }

    /** @return false when the report has to be held on */
    private boolean release(Workbench bench, Incoming.Report cause, HeldReport held, Instant now) {
        var report = new Read(codec.read(Topics.PROVIDER_EVENTS, held.record(), ProviderEvent.class), held.record());
        if (bench.isApplied(cause.paymentId(), report.identity())) {
            bench.leavingQuarantine.add(report.identity());
            return true;
        }
        StoredPayment stored = Objects.requireNonNull(bench.find(cause.paymentId()));
        return switch (decide(bench, stored, report, now)) {
            case Decision.Applied applied -> {
                keep(bench, cause, report, applied, now);
                bench.leavingQuarantine.add(report.identity());
                yield true;
            }
            case Decision.SetAside(QuarantineReason reason, var _) -> {
                boolean decided = reason != QuarantineReason.REFUND_UNRESOLVED;
                if (decided) {
                    setAside(bench, report, reason);
                }
                yield decided;
            }
            case Decision.Refused refused -> throw new IllegalStateException(refused.code());
        };
    }

    private static Decision decide(Workbench bench, StoredPayment stored, Read read, Instant now) {
        Payment payment = stored.payment();
        ProviderEvent event = read.event();
        if (!event.getProvider().equals(ProviderReport.PROVIDER)) {
            return new Decision.SetAside(QuarantineReason.UNKNOWN_PROVIDER);
        }
        if (isAboutRefundOfAnotherPayment(bench, event)) {
            return new Decision.SetAside(QuarantineReason.REFUND_IDS_CONTRADICT);
        }
        ProviderReport report = Requests.report(event);
        if (bench.isIdUsed(payment.id(), read.identity()) && !report.isNewerThan(payment.invoice())) {
            return new Decision.SetAside(QuarantineReason.EVENT_ID_REUSED);
        }
        MerchantTerms merchant = bench.merchants.get(payment.terms().merchantId());
        LateSuccessPolicy policy = merchant == null ? LateSuccessPolicy.ACCEPT : merchant.lateSuccess();
        return ApplyProviderReport.decide(payment, report, policy, now);
    }

    private static boolean isAboutRefundOfAnotherPayment(Workbench bench, ProviderEvent event) {
        ProviderRefundResult refund = event.getRefund();
        String owner = refund == null ? null : bench.refundOwners.get(refund.getProviderRefundId());
        return owner != null && !owner.equals(event.getPaymentId());
    }

    private void keep(Workbench bench, Incoming cause, Read report, Decision.Applied applied, Instant now) {
        ProviderEvent event = report.event();
        EventIdentity identity = report.identity();
        String id = bench.isIdUsed(event.getPaymentId(), identity) ? identity.distinctId() : identity.eventId();
        bench.eventApplied(event.getPaymentId(), id, identity.contentHash());
        bench.timeline.add(new TimelineEntry(
                event.getPaymentId(),
                id,
                identity.contentHash(),
                event.getReceivedAt(),
                "provider." + event.getSource().name(),
                detail(event, Requests.report(event))));
        bench.change(Objects.requireNonNull(bench.find(event.getPaymentId())), applied.payment());
        effects.keep(bench, cause, id, applied.effects(), now);
    }

    private static void setAside(Workbench bench, Read report, QuarantineReason reason) {
        bench.quarantine.add(new Workbench.SetAside(report.event(), report.identity(), report.record(), reason));
        if (reason != QuarantineReason.UNKNOWN_PAYMENT) {
            bench.timeline.add(setAside(report, reason));
        }
    }

    private static List<Refund> refunds(@Nullable StoredPayment stored) {
        return stored == null ? List.of() : stored.payment().refunds();
    }

    private static void leaveQuarantine(Workbench bench, Incoming.Report in, Read report) {
        if (in.source().headers().lastHeader(QuarantineStore.HEADER) != null) {
            bench.leavingQuarantine.add(report.identity());
        }
    }

    /** One line for each callback, but only one for all answers to repeated questions that are refused for one reason. */
    private static TimelineEntry setAside(Read report, QuarantineReason reason) {
        ProviderEvent event = report.event();
        String cause = event.getSource() == ProviderEventSource.callback
                ? report.identity().distinctId()
                : event.getSource().name() + "#" + reason.code();
        Map<String, Object> detail = detail(event, Requests.report(event));
        detail.put("source", event.getSource().name());
        detail.put("reason", reason.code());
        return new TimelineEntry(
                event.getPaymentId(), cause + "#set_aside", event.getReceivedAt(), "provider.set_aside", detail);
    }

    private static Map<String, Object> detail(ProviderEvent event, ProviderReport report) {
        var detail = new LinkedHashMap<String, Object>();
        put(detail, "outcome", event.getOutcome().name());
        put(detail, "invoice_id", report.invoiceId());
        put(detail, "status", report.status() == null ? null : report.status().code());
        put(detail, "provider_version", report.version());
        put(detail, "paid_minor", report.paidMinor());
        put(detail, "currency", report.currency());
        if (report.refund() != null) {
            put(detail, "refund_id", report.refund().refundId());
            put(detail, "refund_status", report.refund().status().code());
        }
        put(detail, "detail", report.detail());
        return detail;
    }

    private static void put(Map<String, Object> detail, String name, @Nullable Object value) {
        if (value != null) {
            detail.put(name, value);
        }
    }
}
