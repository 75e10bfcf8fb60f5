package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.SetAside;
import info.sopranoexch.payment.domain.Transitions.Verdict;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The provider says that money came. */
final class ApplyPaid {
    private ApplyPaid() {}

    static @Nullable SetAside decide(Step step, ProviderReport report, InvoiceStatus status, LateSuccessPolicy policy) {
        boolean inexact = status == InvoiceStatus.UNDERPAID || status == InvoiceStatus.OVERPAID;
        Long paid = report.paidMinor() == null && !inexact ? report.amountMinor() : report.paidMinor();
        if (paid == null || paid < 0 || paid > Money.MAX_MINOR) {
            return new SetAside(QuarantineReason.PAID_WITHOUT_AMOUNT);
        }
        Payment payment = step.payment();
        Money asked = payment.terms().amount();
        boolean sameCurrency = report.currency() == null || report.currency().equals(asked.currency());
        boolean exact = sameCurrency && paid == asked.minor() && !inexact;
        long came = sameCurrency ? paid : 0;
        Verdict verdict = Transitions.verdict(payment.status(), PaymentStatus.SUCCESS);
        if (came < (verdict == Verdict.STAYS ? payment.paidMinor() : payment.returnedMinor())) {
            // What it says of a refund holds all the same.
            return report.refund() == null ? new SetAside(QuarantineReason.PAID_AMOUNT_CHANGED) : null;
        }
        return switch (verdict) {
            case STAYS -> {
                more(step, came);
                yield null;
            }
            case MOVES -> {
                if (exact) {
                    step.paid(paid, false);
                    step.moveTo(PaymentStatus.SUCCESS, "provider_paid");
                } else {
                    review(step, report, came);
                }
                yield null;
            }
            case LATE -> {
                late(step, report, exact, came, policy);
                yield null;
            }
            case NEVER -> throw new IllegalStateException("money is never unwelcome: " + payment.status());
        };
    }

    /** Paid already, and the payer has paid once more: all of it can be given back. */
    private static void more(Step step, long paid) {
        long before = step.payment().paidMinor();
        if (paid > before) {
            step.paid(paid, false);
            step.note("paid_more", Map.of("paid_minor", paid, "before_minor", before));
        }
    }

    private static void late(Step step, ProviderReport report, boolean exact, long paid, LateSuccessPolicy policy) {
        Payment payment = step.payment();
        if (payment.paidMinor() > 0 && payment.paidMinor() == paid) {
            return;
        }
        if (policy == LateSuccessPolicy.REFUND && paid > 0) {
            step.paid(paid, false);
            step.note("late_success", Map.of("paid_minor", paid, "policy", policy.code()));
        } else if (exact && payment.returnedMinor() == 0) {
            step.paid(paid, false);
            step.moveTo(PaymentStatus.SUCCESS, "late_success");
        } else {
            review(step, report, paid);
        }
    }

    /** @param paid 0 when the money is of another currency */
    private static void review(Step step, ProviderReport report, long paid) {
        Payment payment = step.payment();
        if (payment.review() && payment.paidMinor() == paid) {
            return;
        }
        step.paid(paid, true);
        String currency = report.currency() == null ? payment.terms().amount().currency() : report.currency();
        long said = report.paidMinor() == null ? paid : report.paidMinor();
        step.note("review_begun", Map.of("paid_minor", said, "currency", currency));
        if (payment.status() == PaymentStatus.PENDING) {
            step.moveTo(PaymentStatus.PROCESSING, "held_for_review");
        }
    }
}
