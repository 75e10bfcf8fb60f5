package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.ApplyProviderReport;
import info.sopranoexch.payment.domain.Decision;
import info.sopranoexch.payment.domain.Effect;
import info.sopranoexch.payment.domain.LateSuccessPolicy;
import info.sopranoexch.payment.domain.MerchantTerms;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.ProviderReport;
import info.sopranoexch.payment.domain.QuarantineReason;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.quarantine.QuarantineStore;
import info.sopranoexch.payment.timeline.TimelineEntry;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies one of the provider's reports to what lies on the bench; what cannot be applied goes into quarantine. */
@Component
class ApplyReport {
    private final Effects effects;

    ApplyReport(Effects effects) {
        this.effects = effects;
    }

    void apply(Workbench bench, Incoming.Report in, Instant now) {
        ProviderEvent event = in.event();
        if (bench.seenEvents.contains(event.getEventId())) {
            leaveQuarantine(bench, in);
            return;
        }
        StoredPayment stored = bench.find(in.paymentId());
        if (stored == null) {
            bench.quarantine.add(new Workbench.SetAside(in, QuarantineReason.UNKNOWN_PAYMENT));
            return;
        }
        Payment payment = stored.payment();
        MerchantTerms merchant = bench.merchants.get(payment.terms().merchantId());
        LateSuccessPolicy policy = merchant == null ? LateSuccessPolicy.ACCEPT : merchant.lateSuccess();
        ProviderReport report = Requests.report(event);
        switch (ApplyProviderReport.decide(payment, report, policy, now)) {
            case Decision.Applied(Payment after, List<Effect> kept) -> {
                bench.seenEvents.add(event.getEventId());
                bench.timeline.add(line(event, report));
                bench.change(stored, after);
                effects.keep(bench, in, event.getEventId(), kept, now);
                leaveQuarantine(bench, in);
            }
            case Decision.SetAside(QuarantineReason reason) -> {
                bench.quarantine.add(new Workbench.SetAside(in, reason));
                bench.timeline.add(setAside(event, report, reason));
            }
            case Decision.Refused refused -> throw new IllegalStateException(refused.code());
        }
    }

    private static void leaveQuarantine(Workbench bench, Incoming.Report in) {
        if (in.source().headers().lastHeader(QuarantineStore.HEADER) != null) {
            bench.leavingQuarantine.add(in.event().getEventId());
        }
    }

    private static TimelineEntry line(ProviderEvent event, ProviderReport report) {
        return line(event, event.getEventId(), "provider." + event.getSource().name(), detail(event, report));
    }

    /** One line for each callback, but only one for all answers to repeated questions that are refused for one reason. */
    private static TimelineEntry setAside(ProviderEvent event, ProviderReport report, QuarantineReason reason) {
        String cause = event.getSource() == ProviderEventSource.callback
                ? event.getEventId()
                : event.getSource().name() + "#" + reason.code();
        Map<String, Object> detail = detail(event, report);
        detail.put("source", event.getSource().name());
        detail.put("reason", reason.code());
        return line(event, cause + "#set_aside", "provider.set_aside", detail);
    }

    private static TimelineEntry line(ProviderEvent event, String sourceId, String kind, Map<String, Object> detail) {
        return new TimelineEntry(event.getPaymentId(), sourceId, event.getReceivedAt(), kind, detail);
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
