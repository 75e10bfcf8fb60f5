package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.Quarantined;
import info.sopranoexch.payment.domain.ProviderReport.Kind;
import info.sopranoexch.payment.domain.ProviderReport.Source;
import info.sopranoexch.payment.domain.StatusTransitions.Transition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Applies a provider report to a payment. Repeated, reordered and late reports have defined results. An unknown result
 * does not change the status; a later check queries again. Contradictory reports are quarantined.
 */
public final class ProviderReportRule {
    private ProviderReportRule() {}

    public static Decision decide(Payment payment, ProviderReport report, LateSuccessPolicy policy, Instant now) {
        QuarantineReason mismatch = report.mismatch(payment);
        if (mismatch != null) {
            return new Quarantined(mismatch);
        }
        var change = new PaymentChange(payment, now);
        Duration retryAfter = report.retryAfter();
        if (retryAfter != null && report.kind() == Kind.UNKNOWN && report.source() == Source.QUERY_INVOICE) {
            return change.checkRefused(retryAfter);
        }
        Quarantined problem = switch (report.kind()) {
            case UNKNOWN -> null;
            case UNTRANSLATABLE -> new Quarantined(QuarantineReason.UNTRANSLATABLE);
            case NOT_FOUND -> notFound(change, report);
            case REFUSED -> refused(change, report);
            case REPORTED -> reported(change, report, policy);
        };
        return problem == null ? change.done() : problem;
    }

    private static @Nullable Quarantined notFound(PaymentChange change, ProviderReport report) {
        Payment payment = change.payment();
        if (payment.isAwaitingPayment() && provesUnpaidAtExpiry(payment, report, change.now())) {
            change.moveTo(PaymentStatus.EXPIRED, EventReason.EXPIRED);
        } else if (payment.isAwaitingPayment() && report.source() == Source.QUERY_INVOICE) {
            change.request(ProviderOperation.ENSURE_INVOICE);
        } else if (payment.status() == PaymentStatus.CANCELLED) {
            change.invoice(payment.invoice().withStatus(InvoiceStatus.CANCELLED));
        }
        return null;
    }

    private static @Nullable Quarantined refused(PaymentChange change, ProviderReport report) {
        Payment payment = change.payment();
        switch (report.source()) {
            case ENSURE_INVOICE -> {
                if (payment.isAwaitingPayment() && payment.invoice().id() == null) {
                    if (payment.isExpiredAt(change.now())) {
                        change.moveTo(PaymentStatus.EXPIRED, EventReason.EXPIRED);
                    } else {
                        change.moveTo(PaymentStatus.FAILED, EventReason.PROVIDER_REFUSED);
                    }
                }
            }
            case REFUND_INVOICE -> {
                return RefundReportRule.refused(change, report);
            }
            case CANCEL_INVOICE -> change.request(ProviderOperation.QUERY_INVOICE);
            case QUERY_INVOICE, CALLBACK -> {}
        }
        return null;
    }

    private static @Nullable Quarantined reported(
            PaymentChange change, ProviderReport report, LateSuccessPolicy policy) {
        Payment before = change.payment();
        if (report.isOlderThan(before.invoice())) {
            change.invoice(before.invoice().locatedBy(report));
        } else {
            change.invoice(before.invoice().updatedBy(report));
            InvoiceStatus status = report.status();
            if (status != null && !status.isClosed()) {
                unpaid(change, report, status);
            } else if (status != null && !report.isKnownTo(before.invoice())) {
                Quarantined problem = ended(change, report, status, policy);
                if (problem != null) {
                    return problem;
                }
            }
        }
        boolean refundLate = policy == LateSuccessPolicy.REFUND
                && change.payment().paidMinor() > before.paidMinor()
                && !change.payment().status().isPaid()
                && !change.payment().onHold();
        Quarantined problem = RefundReportRule.reported(change, report);
        if (problem == null && refundLate && change.payment().refundableMinor() > 0) {
            RefundRule.openAutomatic(change, Refund.Origin.LATE_SUCCESS);
        }
        return problem;
    }

    private static void unpaid(PaymentChange change, ProviderReport report, InvoiceStatus status) {
        Payment payment = change.payment();
        if (!payment.isAwaitingPayment()) {
            return;
        }
        if (status == InvoiceStatus.CREATED && provesUnpaidAtExpiry(payment, report, change.now())) {
            change.moveTo(PaymentStatus.EXPIRED, EventReason.EXPIRED);
            change.request(ProviderOperation.CANCEL_INVOICE);
        } else if (status == InvoiceStatus.PROCESSING && payment.status() == PaymentStatus.PENDING) {
            change.moveTo(PaymentStatus.PROCESSING, EventReason.PROVIDER_PROCESSING);
        }
    }

    private static @Nullable Quarantined ended(
            PaymentChange change, ProviderReport report, InvoiceStatus status, LateSuccessPolicy policy) {
        return switch (status) {
            case FAILED -> endedUnpaid(change, report, PaymentStatus.FAILED, EventReason.PROVIDER_FAILED, policy);
            case EXPIRED -> endedUnpaid(change, report, PaymentStatus.EXPIRED, EventReason.PROVIDER_EXPIRED, policy);
            case CANCELLED ->
                endedUnpaid(change, report, PaymentStatus.CANCELLED, EventReason.PROVIDER_CANCELLED, policy);
            case PAID, UNDERPAID, OVERPAID, PARTIALLY_REFUNDED, REFUNDED ->
                PaidReportRule.apply(change, report, status, policy);
            case CREATED, PROCESSING -> throw new IllegalArgumentException("the invoice is not closed: " + status);
        };
    }

    private static @Nullable Quarantined endedUnpaid(
            PaymentChange change,
            ProviderReport report,
            PaymentStatus status,
            EventReason reason,
            LateSuccessPolicy policy) {
        Long paid = report.paidMinor();
        if (paid != null && paid > 0) {
            // The earlier report of this money was lost, or arrives later.
            return PaidReportRule.apply(change, report, InvoiceStatus.UNDERPAID, policy);
        }
        Payment payment = change.payment();
        if (!payment.onHold() && StatusTransitions.transition(payment.status(), status) == Transition.ALLOWED) {
            change.moveTo(status, reason);
        }
        return null;
    }

    /** Only a response to a request that was sent after expiry proves that nothing was paid in time. */
    private static boolean provesUnpaidAtExpiry(Payment payment, ProviderReport report, Instant now) {
        return report.source() != Source.CALLBACK
                && payment.isExpiredAt(now)
                && !report.occurredAt().isBefore(payment.details().expiresAt());
    }
}
