package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.SetAside;
import info.sopranoexch.payment.domain.Effect.Question;
import info.sopranoexch.payment.domain.ProviderReport.Source;
import info.sopranoexch.payment.domain.Transitions.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the provider's word does to a payment. Repeated, reordered and late reports have defined outcomes; an unknown
 * outcome changes nothing and is asked about again; what makes no sense is set aside.
 */
public final class ApplyProviderReport {
    private ApplyProviderReport() {}

    public static Decision decide(Payment payment, ProviderReport report, LateSuccessPolicy policy, Instant now) {
        QuarantineReason mismatch = report.mismatch(payment);
        if (mismatch != null) {
            return new SetAside(mismatch);
        }
        var step = new Step(payment, now);
        SetAside problem = switch (report.outcome()) {
            case UNKNOWN -> null;
            case UNTRANSLATABLE -> new SetAside(QuarantineReason.UNTRANSLATABLE);
            case NOT_FOUND -> notFound(step, report);
            case REFUSED -> refused(step, report);
            case REPORTED -> reported(step, report, policy);
        };
        return problem == null ? step.done() : problem;
    }

    private static @Nullable SetAside notFound(Step step, ProviderReport report) {
        Payment payment = step.payment();
        if (payment.isAwaiting() && isAboutTheEnd(payment, report, step.now())) {
            step.moveTo(PaymentStatus.EXPIRED, "expired");
        } else if (payment.isAwaiting() && report.source() == Source.QUERY_INVOICE) {
            step.ask(Question.ENSURE_INVOICE, null);
        } else if (payment.status() == PaymentStatus.CANCELLED) {
            step.invoice(payment.invoice().withStatus(InvoiceStatus.CANCELLED));
        }
        return null;
    }

    private static @Nullable SetAside refused(Step step, ProviderReport report) {
        Payment payment = step.payment();
        switch (report.source()) {
            case ENSURE_INVOICE -> {
                if (payment.isAwaiting() && payment.invoice().id() == null) {
                    boolean over = payment.isExpiredAt(step.now());
                    step.moveTo(
                            over ? PaymentStatus.EXPIRED : PaymentStatus.FAILED, over ? "expired" : "provider_refused");
                }
            }
            case REFUND_INVOICE -> {
                return ApplyRefundReport.refused(step, report);
            }
            case CANCEL_INVOICE -> step.ask(Question.QUERY_INVOICE, null);
            case QUERY_INVOICE, CALLBACK -> {}
        }
        return null;
    }

    private static @Nullable SetAside reported(Step step, ProviderReport report, LateSuccessPolicy policy) {
        Invoice known = step.payment().invoice();
        boolean owesRest = false;
        long paidBefore = step.payment().paidMinor();
        if (report.isOlderThan(known)) {
            step.invoice(known.locatedBy(report));
        } else {
            boolean news = !report.isKnownTo(known);
            step.invoice(known.updatedBy(report));
            InvoiceStatus status = report.status();
            if (status != null && status.isClosed() && news) {
                SetAside problem = ended(step, report, status, policy);
                if (problem != null) {
                    return problem;
                }
                owesRest = policy == LateSuccessPolicy.REFUND
                        && step.payment().paidMinor() > paidBefore
                        && !step.payment().status().isPaid()
                        && !step.payment().review();
            } else if (status != null && !status.isClosed()) {
                unpaid(step, report, status);
            }
        }
        SetAside problem = ApplyRefundReport.reported(step, report);
        if (problem == null && owesRest && step.payment().refundableMinor() > 0) {
            RefundPayment.openOwn(step, Refund.Origin.LATE_SUCCESS);
        }
        return problem;
    }

    private static void unpaid(Step step, ProviderReport report, InvoiceStatus status) {
        Payment payment = step.payment();
        if (!payment.isAwaiting()) {
            return;
        }
        if (status == InvoiceStatus.CREATED && isAboutTheEnd(payment, report, step.now())) {
            step.moveTo(PaymentStatus.EXPIRED, "expired");
            step.ask(Question.CANCEL_INVOICE, null);
        } else if (status == InvoiceStatus.PROCESSING && payment.status() == PaymentStatus.PENDING) {
            step.moveTo(PaymentStatus.PROCESSING, "provider_processing");
        }
    }

    private static @Nullable SetAside ended(
            Step step, ProviderReport report, InvoiceStatus status, LateSuccessPolicy policy) {
        return switch (status) {
            case FAILED -> end(step, report, PaymentStatus.FAILED, "provider_failed", policy);
            case EXPIRED -> end(step, report, PaymentStatus.EXPIRED, "provider_expired", policy);
            case CANCELLED -> end(step, report, PaymentStatus.CANCELLED, "provider_cancelled", policy);
            case PAID, UNDERPAID, OVERPAID, PARTIALLY_REFUNDED, REFUNDED ->
                ApplyPaid.decide(step, report, status, policy);
            case CREATED, PROCESSING -> throw new IllegalArgumentException("not an end: " + status);
        };
    }

    private static @Nullable SetAside end(
            Step step, ProviderReport report, PaymentStatus status, String reason, LateSuccessPolicy policy) {
        Long paid = report.paidMinor();
        if (paid != null && paid > 0) {
            // The report of that money was overtaken by this one, or has been lost.
            return ApplyPaid.decide(step, report, InvoiceStatus.UNDERPAID, policy);
        }
        Payment payment = step.payment();
        if (!payment.review() && Transitions.verdict(payment.status(), status) == Verdict.MOVES) {
            step.moveTo(status, reason);
        }
        return null;
    }

    /** Only the answer to a question that was asked after the end tells that nothing was paid. */
    private static boolean isAboutTheEnd(Payment payment, ProviderReport report, Instant now) {
        return report.source() != Source.CALLBACK
                && payment.isExpiredAt(now)
                && !report.occurredAt().isBefore(payment.terms().expiresAt());
    }
}
