package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Effect.AskProvider;
import info.sopranoexch.payment.domain.Effect.Noted;
import info.sopranoexch.payment.domain.Effect.Question;
import info.sopranoexch.payment.domain.Effect.RefundChanged;
import info.sopranoexch.payment.domain.Effect.RefundEnded;
import info.sopranoexch.payment.domain.Effect.RefundIdentified;
import info.sopranoexch.payment.domain.Effect.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A payment in the hands of one rule: the only place where one is changed. Used by one thread and then thrown away. */
final class Step {
    private final Payment before;
    private final Instant now;
    private final List<Effect> effects = new ArrayList<>();
    private Payment payment;

    Step(Payment payment, Instant now) {
        this.before = payment;
        this.payment = payment;
        this.now = now;
    }

    Payment payment() {
        return payment;
    }

    Instant now() {
        return now;
    }

    /** Moves on and tells the merchant. Whether it may is the caller's to ask of {@link Transitions}. */
    void moveTo(PaymentStatus status, String reason) {
        PaymentStatus from = payment.status();
        nextVersion(status);
        effects.add(new Told(payment, from, reason));
    }

    void paid(long paidMinor, boolean review) {
        boolean first = payment.paidMinor() == 0 && paidMinor > 0;
        payment = new Payment(
                payment.terms(),
                payment.status(),
                payment.version(),
                review,
                paidMinor,
                first ? now : payment.paidAt(),
                payment.refundedMinor(),
                payment.invoice(),
                payment.refunds(),
                payment.nextCheckAt(),
                payment.checks(),
                now);
    }

    void invoice(Invoice invoice) {
        payment = copy(payment.refundedMinor(), invoice, payment.refunds());
    }

    /** Stores the provider's id of a refund that had none. */
    void identify(Refund refund, @Nullable String providerRefundId) {
        if (providerRefundId != null && !refund.isIdentified()) {
            Refund identified = refund.identified(providerRefundId);
            replace(identified, payment.refundedMinor());
            effects.add(new RefundIdentified(identified));
        }
    }

    /** Puts the refund in place of the one with its id, or beside the others. */
    void refund(Refund refund, long refundedMinor) {
        replace(refund, refundedMinor);
        effects.add(new RefundChanged(refund));
    }

    private void replace(Refund refund, long refundedMinor) {
        var refunds = new ArrayList<>(payment.refunds());
        refunds.removeIf(other -> other.refundId().equals(refund.refundId()));
        refunds.add(refund);
        payment = copy(refundedMinor, payment.invoice(), List.copyOf(refunds));
    }

    /** Publishes that the refund has ended, with the payment's next version. */
    void publishEnd(Refund refund) {
        nextVersion(payment.status());
        effects.add(new RefundEnded(payment, refund));
    }

    private void nextVersion(PaymentStatus status) {
        payment = new Payment(
                payment.terms(),
                status,
                payment.version() + 1,
                payment.review(),
                payment.paidMinor(),
                payment.paidAt(),
                payment.refundedMinor(),
                payment.invoice(),
                payment.refunds(),
                payment.nextCheckAt(),
                payment.checks(),
                now);
    }

    void note(String what, Map<String, Object> detail) {
        effects.add(new Noted(what, detail));
    }

    void ask(Question question, @Nullable Refund refund) {
        effects.add(new AskProvider(question, payment, refund));
    }

    /** Sets when the provider is to be asked next, when what is owed has changed. */
    Decision.Applied done() {
        Phase owed = Phase.of(payment, now);
        if (owed == Phase.NONE) {
            return finish(null, 0);
        }
        if (owed != Phase.of(before, now) || payment.nextCheckAt() == null) {
            return finish(cappedByEnd(owed, 0), 0);
        }
        return finish(payment.nextCheckAt(), payment.checks());
    }

    /** As {@link #done}, after the provider has been asked once more. */
    Decision.Applied asked() {
        Phase owed = Phase.of(payment, now);
        if (owed == Phase.NONE) {
            return finish(null, 0);
        }
        Instant due = before.nextCheckAt();
        boolean firstAfterEnd = owed == Phase.EXPIRY
                && due != null
                && !due.isAfter(before.terms().expiresAt());
        int checks = firstAfterEnd ? 0 : Math.min(payment.checks() + 1, Short.MAX_VALUE);
        return finish(cappedByEnd(owed, checks), checks);
    }

    /** As {@link #asked}, before it was due: something happens at the provider, so the schedule begins anew. */
    Decision.Applied askedEarly() {
        Phase owed = Phase.of(payment, now);
        return owed == Phase.NONE ? finish(null, 0) : finish(cappedByEnd(owed, 0), 0);
    }

    private Instant cappedByEnd(Phase owed, int checks) {
        Instant next = now.plus(owed.delay(checks));
        Instant end = payment.terms().expiresAt();
        boolean awaiting = owed == Phase.INVOICE || owed == Phase.PAYMENT;
        return awaiting && next.isAfter(end) ? end : next;
    }

    private Decision.Applied finish(@Nullable Instant nextCheckAt, int checks) {
        payment = new Payment(
                payment.terms(),
                payment.status(),
                payment.version(),
                payment.review(),
                payment.paidMinor(),
                payment.paidAt(),
                payment.refundedMinor(),
                payment.invoice(),
                payment.refunds(),
                nextCheckAt,
                checks,
                payment.updatedAt());
        return new Decision.Applied(payment.equals(before) ? before : payment, List.copyOf(effects));
    }

    private Payment copy(long refundedMinor, Invoice invoice, List<Refund> refunds) {
        return new Payment(
                payment.terms(),
                payment.status(),
                payment.version(),
                payment.review(),
                payment.paidMinor(),
                payment.paidAt(),
                refundedMinor,
                invoice,
                refunds,
                payment.nextCheckAt(),
                payment.checks(),
                now);
    }
}
