package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.Quarantined;
import info.sopranoexch.payment.domain.DomainEvent.ProviderRequest;
import info.sopranoexch.payment.domain.ProviderReport.RefundReport;
import info.sopranoexch.payment.domain.Refund.FailureCode;
import info.sopranoexch.payment.domain.Refund.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies the part of a provider report that is about a refund. It applies regardless of the invoice version, because a
 * refund has its own life cycle: pending, then succeeded or failed.
 */
final class RefundReportRule {
    private RefundReportRule() {}

    /** @return null if the report was applied or has no refund */
    static @Nullable Quarantined reported(PaymentChange change, ProviderReport report) {
        RefundReport reported = report.refund();
        if (reported == null) {
            return null;
        }
        return switch (RefundMatch.of(change.payment().refunds(), reported)) {
            case RefundMatch.Known(Refund known) -> update(change, known, reported);
            case RefundMatch.Unknown() -> new Quarantined(QuarantineReason.UNKNOWN_REFUND);
            case RefundMatch.Contradiction() -> new Quarantined(QuarantineReason.REFUND_IDS_CONTRADICT);
            case RefundMatch.Ambiguous(List<Refund> candidates) ->
                reported.status() == Status.PENDING ? null : unresolved(change, candidates);
            case RefundMatch.Foreign() -> startedByProvider(change, report, reported);
        };
    }

    private static @Nullable Quarantined update(PaymentChange change, Refund known, RefundReport reported) {
        if (known.amountMinor() != reported.amountMinor()) {
            return new Quarantined(QuarantineReason.REFUND_AMOUNT_DIFFERS);
        }
        if (reported.status() == Status.PENDING || known.status() == reported.status()) {
            change.identify(known, reported.providerRefundId());
            return null;
        }
        if (known.status() == Status.SUCCEEDED) {
            return new Quarantined(QuarantineReason.REFUND_REVERSED);
        }
        if (reported.status() == Status.FAILED) {
            fail(change, known.failed(FailureCode.PROVIDER_FAILED, reported.providerRefundId(), change.now()));
            return null;
        }
        return succeed(change, known, reported.providerRefundId());
    }

    /** Quarantines the report and queries the provider. The responses contain the provider's id of each candidate. */
    private static Quarantined unresolved(PaymentChange change, List<Refund> candidates) {
        List<DomainEvent> queries = candidates.stream()
                .filter(refund -> refund.isPending() || !refund.isIdentified())
                .filter(refund -> refund.origin() != Refund.Origin.PROVIDER)
                .<DomainEvent>map(
                        refund -> new ProviderRequest(ProviderOperation.REFUND_INVOICE, change.payment(), refund))
                .toList();
        return new Quarantined(QuarantineReason.REFUND_UNRESOLVED, queries);
    }

    /** The provider refused the refund: the reserved amount is released. */
    static @Nullable Quarantined refused(PaymentChange change, ProviderReport report) {
        RefundReport reported = report.refund();
        if (reported == null
                || !(RefundMatch.of(change.payment().refunds(), reported) instanceof RefundMatch.Known(Refund known))) {
            return new Quarantined(QuarantineReason.UNKNOWN_REFUND);
        }
        if (known.isPending()) {
            fail(change, known.failed(FailureCode.PROVIDER_REFUSED, null, change.now()));
        }
        return null;
    }

    private static @Nullable Quarantined startedByProvider(
            PaymentChange change, ProviderReport report, RefundReport reported) {
        if (reported.status() != Status.SUCCEEDED || reported.amountMinor() <= 0) {
            return null;
        }
        String providerId = reported.providerRefundId();
        String paymentId = change.payment().id();
        String refundId = Refund.id(paymentId, providerId == null ? report.eventId() : providerId);
        Refund refund = Refund.pending(
                refundId, paymentId, reported.amountMinor(), Refund.Origin.PROVIDER, providerId, change.now());
        return succeed(change, refund, providerId);
    }

    private static void fail(PaymentChange change, Refund failed) {
        change.refund(failed, change.payment().refundedMinor());
        change.refundEnded(failed);
    }

    private static @Nullable Quarantined succeed(
            PaymentChange change, Refund refund, @Nullable String providerRefundId) {
        Payment payment = change.payment();
        List<Refund> pending =
                payment.refunds().stream().filter(Refund::isPending).toList();
        boolean reserved = pending.stream().anyMatch(own -> own.refundId().equals(refund.refundId()));
        // An amount without a reservation, such as that of a failed refund, must not use the reservations of others.
        if (!reserved && refund.amountMinor() > payment.refundableMinor()) {
            boolean fitsIfPendingFail = refund.amountMinor() <= payment.paidMinor() - payment.refundedMinor();
            return fitsIfPendingFail
                    ? unresolved(change, pending)
                    : new Quarantined(QuarantineReason.REFUND_EXCEEDS_PAID);
        }
        Refund succeeded = refund.succeeded(providerRefundId, change.now());
        long refunded = payment.refundedMinor() + refund.amountMinor();
        change.refund(succeeded, refunded);
        if (payment.status().isPaid()) {
            // A refunded payment stays refunded, even if the payer pays more and that is refunded in parts.
            boolean all = refunded == payment.paidMinor() || payment.status() == PaymentStatus.REFUNDED;
            change.moveTo(
                    all ? PaymentStatus.REFUNDED : PaymentStatus.PARTIALLY_REFUNDED, EventReason.REFUND_SUCCEEDED);
        }
        change.refundEnded(succeeded);
        return null;
    }
}
