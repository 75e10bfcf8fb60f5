package info.sopranoexch.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of a payment by a rule: collects the new state and the events. Every change of a payment goes through this
 * class. Not thread-safe.
 */
final class PaymentChange {
    /** Bounds of the pause before a refused query is repeated. */
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    private final Payment before;
    private final Instant now;
    private final List<DomainEvent> events = new ArrayList<>();
    private Payment payment;

    PaymentChange(Payment payment, Instant now) {
        this.before = payment;
        this.payment = payment;
        this.now = now;
    }

    /** The payment with all changes so far. */
    Payment payment() {
        return payment;
    }

    Instant now() {
        return now;
    }

    /** Changes the status and informs the merchant. The caller has checked {@link StatusTransitions}. */
    void moveTo(PaymentStatus status, EventReason reason) {
        PaymentStatus from = payment.status();
        nextVersion(status);
        events.add(new DomainEvent.StatusChanged(payment, from, reason));
    }

    void paid(long paidMinor, boolean onHold) {
        Instant paidAt = payment.paidMinor() == 0 && paidMinor > 0 ? now : payment.paidAt();
        payment = change().paidMinor(paidMinor).paidAt(paidAt).onHold(onHold).build();
    }

    void invoice(Invoice invoice) {
        payment = change().invoice(invoice).build();
    }

    /** Stores the provider's id of a refund if it was unknown. */
    void identify(Refund refund, @Nullable String providerRefundId) {
        if (providerRefundId != null && !refund.isIdentified()) {
            Refund identified = refund.identified(providerRefundId);
            replace(identified, payment.refundedMinor());
            events.add(new DomainEvent.RefundIdentified(identified));
        }
    }

    /** Adds a refund, or replaces the refund with the same id. */
    void refund(Refund refund, long refundedMinor) {
        replace(refund, refundedMinor);
        events.add(new DomainEvent.RefundChanged(refund));
    }

    private void replace(Refund refund, long refundedMinor) {
        var refunds = new ArrayList<>(payment.refunds());
        refunds.removeIf(other -> other.refundId().equals(refund.refundId()));
        refunds.add(refund);
        payment = change().refundedMinor(refundedMinor)
                .refunds(List.copyOf(refunds))
                .build();
    }

    /** Publishes the end of a refund, as the next version of the payment. */
    void refundEnded(Refund refund) {
        nextVersion(payment.status());
        events.add(new DomainEvent.RefundEnded(payment, refund));
    }

    private void nextVersion(PaymentStatus status) {
        payment = change().status(status).version(payment.version() + 1).build();
    }

    private PaymentBuilder change() {
        return payment.with().updatedAt(now);
    }

    void payerSent() {
        payment = payment.with().payerSent(true).build();
    }

    void record(String code, Map<String, Object> detail) {
        events.add(new DomainEvent.TimelineRecorded(code, detail));
    }

    void request(ProviderOperation operation) {
        events.add(new DomainEvent.ProviderRequest(operation, payment, null));
    }

    void requestRefund(Refund refund) {
        events.add(new DomainEvent.ProviderRequest(ProviderOperation.REFUND_INVOICE, payment, refund));
    }

    /** Ends the change. A payment that entered another schedule gets its first check. */
    Decision.Applied done() {
        ProviderCheckSchedule schedule = ProviderCheckSchedule.of(payment, now);
        boolean entered = schedule != ProviderCheckSchedule.of(before, now) || payment.nextCheckAt() == null;
        return entered ? scheduled(schedule, 0) : finish(schedule, payment.nextCheckAt(), payment.pollCount());
    }

    /** Ends a change that requested a scheduled check: the next check follows after a longer delay. */
    Decision.Applied checked() {
        ProviderCheckSchedule schedule = ProviderCheckSchedule.of(payment, now);
        Instant due = before.nextCheckAt();
        boolean firstAfterExpiry = schedule == ProviderCheckSchedule.EXPIRY
                && due != null
                && !due.isAfter(ProviderCheckSchedule.end(before));
        return scheduled(schedule, firstAfterExpiry ? 0 : Math.min(payment.pollCount() + 1, Short.MAX_VALUE));
    }

    /** Ends a change: the provider refused a query because it limits the rate. It is repeated after the pause, and not counted. */
    Decision.Applied checkRefused(Duration pause) {
        Duration bounded = Collections.max(List.of(MIN_PAUSE, Collections.min(List.of(MAX_PAUSE, pause))));
        return finish(ProviderCheckSchedule.of(payment, now), now.plus(bounded), Math.max(0, payment.pollCount() - 1));
    }

    /** Ends a change. The next check is after the end of the invoice, because the provider lists changes until then. */
    Decision.Applied checkedAtEnd() {
        return finish(ProviderCheckSchedule.PAYMENT, ProviderCheckSchedule.end(payment), payment.pollCount());
    }

    /** Ends a change that requested a check before it was due. The schedule restarts because the payer is active. */
    Decision.Applied checkedEarly() {
        return scheduled(ProviderCheckSchedule.of(payment, now), 0);
    }

    private Decision.Applied scheduled(ProviderCheckSchedule schedule, int pollCount) {
        if (schedule == ProviderCheckSchedule.NONE) {
            return finish(schedule, null, 0);
        }
        return finish(schedule, schedule.next(payment, pollCount, now), pollCount);
    }

    private Decision.Applied finish(ProviderCheckSchedule schedule, @Nullable Instant nextCheckAt, int pollCount) {
        boolean none = schedule == ProviderCheckSchedule.NONE;
        payment = payment.with()
                .nextCheckAt(none ? null : nextCheckAt)
                .pollCount(none ? 0 : pollCount)
                .build();
        return new Decision.Applied(payment.equals(before) ? before : payment, List.copyOf(events));
    }
}
