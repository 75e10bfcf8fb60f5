package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.Quarantined;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies a provider report with a payment by the payer. */
final class PaidReportRule {
    private PaidReportRule() {}

    /** @return null if the report was applied */
    static @Nullable Quarantined apply(
            PaymentChange change, ProviderReport report, InvoiceStatus status, LateSuccessPolicy policy) {
        boolean inexact = status == InvoiceStatus.UNDERPAID || status == InvoiceStatus.OVERPAID;
        Long reported = report.paidMinor() == null && !inexact ? report.amountMinor() : report.paidMinor();
        if (reported == null || reported < 0 || reported > Money.MAX_MINOR) {
            return new Quarantined(QuarantineReason.PAID_WITHOUT_AMOUNT);
        }
        Payment payment = change.payment();
        Money requested = payment.details().amount();
        boolean sameCurrency = report.currency() == null || report.currency().equals(requested.currency());
        boolean exact = sameCurrency && reported == requested.minor() && !inexact;
        long paid = sameCurrency ? reported : 0;
        var transition = StatusTransitions.transition(payment.status(), PaymentStatus.SUCCESS);
        long minimum = transition == StatusTransitions.Transition.NONE ? payment.paidMinor() : payment.returnedMinor();
        if (paid < minimum) {
            // The part of the report about a refund is still applied.
            return report.refund() == null ? new Quarantined(QuarantineReason.PAID_AMOUNT_CHANGED) : null;
        }
        switch (transition) {
            case NONE -> paidMore(change, paid);
            case ALLOWED -> {
                if (exact) {
                    change.paid(paid, false);
                    change.moveTo(PaymentStatus.SUCCESS, EventReason.PROVIDER_PAID);
                } else {
                    hold(change, report, paid);
                }
            }
            case LATE_SUCCESS -> paidLate(change, report, exact, paid, policy);
            case FORBIDDEN -> throw new IllegalStateException("a payment cannot be paid in status " + payment.status());
        }
        return null;
    }

    /** The payer paid again: the additional amount becomes refundable. */
    private static void paidMore(PaymentChange change, long paid) {
        long before = change.payment().paidMinor();
        if (paid > before) {
            change.paid(paid, false);
            change.record("paid_more", Map.of("paid_minor", paid, "before_minor", before));
        }
    }

    private static void paidLate(
            PaymentChange change, ProviderReport report, boolean exact, long paid, LateSuccessPolicy policy) {
        Payment payment = change.payment();
        if (payment.paidMinor() > 0 && payment.paidMinor() == paid) {
            return;
        }
        if (policy == LateSuccessPolicy.REFUND && paid > 0) {
            change.paid(paid, false);
            change.record("late_success", Map.of("paid_minor", paid, "policy", policy.code()));
        } else if (exact && payment.returnedMinor() == 0) {
            change.paid(paid, false);
            change.moveTo(PaymentStatus.SUCCESS, EventReason.LATE_SUCCESS);
        } else {
            hold(change, report, paid);
        }
    }

    /** @param paid 0 if the money is of another currency */
    private static void hold(PaymentChange change, ProviderReport report, long paid) {
        Payment payment = change.payment();
        if (payment.onHold() && payment.paidMinor() == paid) {
            return;
        }
        change.paid(paid, true);
        String currency = report.currency() == null ? payment.currency() : report.currency();
        long reported = report.paidMinor() == null ? paid : report.paidMinor();
        change.record("review_begun", Map.of("paid_minor", reported, "currency", currency));
        if (payment.status() == PaymentStatus.PENDING) {
            change.moveTo(PaymentStatus.PROCESSING, EventReason.HELD_FOR_REVIEW);
        }
    }
}
