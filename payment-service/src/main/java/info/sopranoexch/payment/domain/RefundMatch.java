package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.ProviderReport.RefundReport;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the refund that a provider report is about. A report names a refund by our id, by the provider's id, or by both.
 * A refund is identified once the provider's id is known.
 */
sealed interface RefundMatch {
    /** The report is about this refund. */
    record Known(Refund refund) implements RefundMatch {}

    /** The report contains an id of ours that does not exist. */
    record Unknown() implements RefundMatch {}

    /** The two ids belong to different refunds, or one of them differs from the stored one. */
    record Contradiction() implements RefundMatch {}

    /**
     * The report may be about one of these refunds, whose provider ids are unknown.
     *
     * @param candidates at least one
     */
    record Ambiguous(List<Refund> candidates) implements RefundMatch {}

    /** The report is about none of our refunds: the provider started this refund. */
    record Foreign() implements RefundMatch {}

    static RefundMatch of(List<Refund> refunds, RefundReport report) {
        String ourId = report.refundId();
        String providerId = report.providerRefundId();
        Refund byOurId = ourId == null ? null : find(refunds, it -> ourId.equals(it.refundId()));
        Refund byProviderId = providerId == null ? null : find(refunds, it -> providerId.equals(it.providerRefundId()));
        if (byOurId != null) {
            boolean contradicts =
                    byProviderId != null ? byProviderId != byOurId : byOurId.isIdentified() && providerId != null;
            return contradicts ? new Contradiction() : new Known(byOurId);
        }
        if (ourId != null) {
            return byProviderId == null ? new Unknown() : new Contradiction();
        }
        if (byProviderId != null) {
            return new Known(byProviderId);
        }
        List<Refund> candidates =
                refunds.stream().filter(it -> isCandidate(it, report)).toList();
        return candidates.isEmpty() ? new Foreign() : new Ambiguous(candidates);
    }

    /** A report without ids can be about every refund of the same amount, even an identified one. */
    private static boolean isCandidate(Refund refund, RefundReport report) {
        return refund.amountMinor() == report.amountMinor()
                && refund.status() != Refund.Status.FAILED
                && (!refund.isIdentified() || report.providerRefundId() == null);
    }

    private static @Nullable Refund find(List<Refund> refunds, Predicate<Refund> condition) {
        return refunds.stream().filter(condition).findFirst().orElse(null);
    }
}
