package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.SetAside;
import info.sopranoexch.payment.domain.ProviderReport.RefundReport;
import info.sopranoexch.payment.domain.Refund.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says about a refund. Holds whatever the version of the invoice: each refund has its own little life of
 * pending, then succeeded or failed.
 */
final class ApplyRefundReport {
    private ApplyRefundReport() {}

    static @Nullable SetAside reported(Step step, ProviderReport report) {
        RefundReport said = report.refund();
        if (said == null) {
            return null;
        }
        Refund known = find(step.payment(), said);
        if (known == null) {
            return said.refundId() == null ? begunByProvider(step, report, said) : unknown();
        }
        if (said.status() == Status.PENDING || known.status() == said.status()) {
            return null;
        }
        if (known.amountMinor() != said.amountMinor()) {
            return new SetAside(QuarantineReason.REFUND_AMOUNT_DIFFERS);
        }
        if (known.status() == Status.SUCCEEDED) {
            return new SetAside(QuarantineReason.REFUND_REVERSED);
        }
        return settle(step, known, said.status(), said.providerRefundId());
    }

    /** The provider will not do it: the reservation is released. */
    static @Nullable SetAside refused(Step step, ProviderReport report) {
        RefundReport said = report.refund();
        Refund known = said == null ? null : find(step.payment(), said);
        if (known == null) {
            return unknown();
        }
        return known.isPending() ? settle(step, known, Status.FAILED, null) : null;
    }

    private static SetAside unknown() {
        return new SetAside(QuarantineReason.UNKNOWN_REFUND);
    }

    private static @Nullable Refund find(Payment payment, RefundReport said) {
        return payment.refunds().stream()
                .filter(refund -> refund.refundId().equals(said.refundId())
                        || (said.refundId() == null
                                && refund.providerRefundId() != null
                                && Objects.equals(refund.providerRefundId(), said.providerRefundId())))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable SetAside begunByProvider(Step step, ProviderReport report, RefundReport said) {
        if (said.status() != Status.SUCCEEDED || said.amountMinor() <= 0) {
            return null;
        }
        Payment payment = step.payment();
        String name = said.providerRefundId() == null ? report.eventId() : said.providerRefundId();
        Instant now = step.now();
        var refund = new Refund(
                "rfd_" + payment.id().replaceFirst("^pay_", "") + "_" + name,
                payment.id(),
                said.amountMinor(),
                Status.PENDING,
                Refund.Origin.PROVIDER,
                said.providerRefundId(),
                now,
                now);
        return settle(step, refund, Status.SUCCEEDED, said.providerRefundId());
    }

    private static @Nullable SetAside settle(
            Step step, Refund refund, Status outcome, @Nullable String providerRefundId) {
        Payment payment = step.payment();
        Refund settled = refund.settled(outcome, providerRefundId, step.now());
        if (outcome == Status.FAILED) {
            step.refund(settled, payment.refundedMinor());
            step.note("refund_failed", Map.of("refund_id", refund.refundId(), "amount_minor", refund.amountMinor()));
            return null;
        }
        boolean reserved = payment.refunds().stream()
                .anyMatch(own -> own.isPending() && own.refundId().equals(refund.refundId()));
        // What was not reserved, such as a refund that had been called failed, must not take what others have reserved.
        if (!reserved && refund.amountMinor() > payment.refundableMinor()) {
            return new SetAside(QuarantineReason.REFUND_EXCEEDS_PAID);
        }
        long refunded = payment.refundedMinor() + refund.amountMinor();
        step.refund(settled, refunded);
        if (payment.status().isPaid()) {
            // Refunded once, it stays that, also while more money that came goes back in parts.
            boolean all = refunded == payment.paidMinor() || payment.status() == PaymentStatus.REFUNDED;
            step.moveTo(all ? PaymentStatus.REFUNDED : PaymentStatus.PARTIALLY_REFUNDED, "refund_succeeded");
        } else {
            step.note("refund_succeeded", Map.of("refund_id", refund.refundId(), "amount_minor", refund.amountMinor()));
        }
        return null;
    }
}
