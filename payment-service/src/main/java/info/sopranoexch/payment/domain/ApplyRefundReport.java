package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.SetAside;
import info.sopranoexch.payment.domain.Effect.AskProvider;
import info.sopranoexch.payment.domain.Effect.Question;
import info.sopranoexch.payment.domain.ProviderReport.RefundReport;
import info.sopranoexch.payment.domain.Refund.FailureCode;
import info.sopranoexch.payment.domain.Refund.Status;
import java.time.Instant;
import java.util.List;
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
        return switch (RefundMatch.of(step.payment().refunds(), said)) {
            case RefundMatch.Known(Refund known) -> update(step, known, said);
            case RefundMatch.Unknown() -> unknown();
            case RefundMatch.Contradiction() -> new SetAside(QuarantineReason.REFUND_IDS_CONTRADICT);
            case RefundMatch.Ambiguous(List<Refund> candidates) ->
                said.status() == Status.PENDING ? null : unresolved(step, candidates);
            case RefundMatch.Foreign() -> begunByProvider(step, report, said);
        };
    }

    private static @Nullable SetAside update(Step step, Refund known, RefundReport said) {
        if (known.amountMinor() != said.amountMinor()) {
            return new SetAside(QuarantineReason.REFUND_AMOUNT_DIFFERS);
        }
        if (said.status() == Status.PENDING || known.status() == said.status()) {
            step.identify(known, said.providerRefundId());
            return null;
        }
        if (known.status() == Status.SUCCEEDED) {
            return new SetAside(QuarantineReason.REFUND_REVERSED);
        }
        if (said.status() == Status.FAILED) {
            fail(step, known.failed(FailureCode.PROVIDER_FAILED, said.providerRefundId(), step.now()));
            return null;
        }
        return succeed(step, known, said.providerRefundId());
    }

    /** Holds the report and queries the provider, whose response tells the id of each refund that is asked for. */
    private static SetAside unresolved(Step step, List<Refund> candidates) {
        List<Effect> queries = candidates.stream()
                .filter(refund -> refund.isPending() || !refund.isIdentified())
                .filter(refund -> refund.origin() != Refund.Origin.PROVIDER)
                .<Effect>map(refund -> new AskProvider(Question.REFUND_INVOICE, step.payment(), refund))
                .toList();
        return new SetAside(QuarantineReason.REFUND_UNRESOLVED, queries);
    }

    /** The provider will not do it: the reservation is released. */
    static @Nullable SetAside refused(Step step, ProviderReport report) {
        RefundReport said = report.refund();
        if (said == null
                || !(RefundMatch.of(step.payment().refunds(), said) instanceof RefundMatch.Known(Refund known))) {
            return unknown();
        }
        if (known.isPending()) {
            fail(step, known.failed(FailureCode.PROVIDER_REFUSED, null, step.now()));
        }
        return null;
    }

    private static SetAside unknown() {
        return new SetAside(QuarantineReason.UNKNOWN_REFUND);
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
                null,
                now,
                now);
        return succeed(step, refund, said.providerRefundId());
    }

    private static List<Refund> pending(Payment payment) {
        return payment.refunds().stream().filter(Refund::isPending).toList();
    }

    private static void fail(Step step, Refund failed) {
        step.refund(failed, step.payment().refundedMinor());
        step.publishEnd(failed);
    }

    private static @Nullable SetAside succeed(Step step, Refund refund, @Nullable String providerRefundId) {
        Payment payment = step.payment();
        boolean reserved = payment.refunds().stream()
                .anyMatch(own -> own.isPending() && own.refundId().equals(refund.refundId()));
        // What was not reserved, such as a refund that had been called failed, must not take what others have reserved.
        if (!reserved && refund.amountMinor() > payment.refundableMinor()) {
            boolean fitsIfOthersFail = refund.amountMinor() <= payment.paidMinor() - payment.refundedMinor();
            return fitsIfOthersFail
                    ? unresolved(step, pending(payment))
                    : new SetAside(QuarantineReason.REFUND_EXCEEDS_PAID);
        }
        Refund succeeded = refund.succeeded(providerRefundId, step.now());
        long refunded = payment.refundedMinor() + refund.amountMinor();
        step.refund(succeeded, refunded);
        if (payment.status().isPaid()) {
            // Refunded once, it stays that, also while more money that came goes back in parts.
            boolean all = refunded == payment.paidMinor() || payment.status() == PaymentStatus.REFUNDED;
            step.moveTo(all ? PaymentStatus.REFUNDED : PaymentStatus.PARTIALLY_REFUNDED, "refund_succeeded");
        }
        step.publishEnd(succeeded);
        return null;
    }
}
