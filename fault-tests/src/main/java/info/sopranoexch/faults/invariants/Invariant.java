package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.invariants.InvariantResult.OfPayment;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The rules that every history must satisfy. Their numbers are those of ARCHITECTURE.md. */
public enum Invariant {
    CREATES_APPLY_ONCE(1, "a payment whose create returned 201 or 202 exists exactly once", CreatesApplyOnce::check),
    CANCELS_AND_REFUNDS_APPLY_ONCE(
            1, "an accepted cancel or refund is applied exactly once", CancelsAndRefundsApplyOnce::check),
    IDEMPOTENT_RESPONSES(1, "the same idempotency key returns the same response", IdempotentResponses::check),
    MONOTONIC_READS(1, "a read is never older than an earlier response", each(MonotonicReads::check)),
    EVENTS_MATCH_STATUSES(
            2, "each status and each end of a refund has one event, in order", EventsMatchStatuses::check),
    WEBHOOKS_MATCH_EVENTS(
            2, "each event after creation is delivered as webhook, in order", each(WebhooksMatchEvents::check)),
    EVENTS_API_MATCHES_EVENTS(
            2, "each event after creation is in the Events API, in order", EventsApiMatchesEvents::check),
    DELIVERIES_BALANCE(3, "accepted = delivered + pending + exhausted + suspended", DeliveriesBalance::check),
    ALLOWED_STATUS_TRANSITIONS(4, "no status leaves success except for refunds", each(AllowedStatusTransitions::check)),
    REFUNDS_WITHIN_PAID_AMOUNT(4, "refunds never exceed the amount paid", each(RefundsWithinPaidAmount::check)),
    ACCOUNT_ISOLATION(5, "an account never sees another account's data", AccountIsolation::check),
    OUTCOMES_COME_FROM_PAYMOON(
            6, "an outcome is Paymoon's report, never a guess", each(OutcomesComeFromPaymoon::check));

    private final int number;
    private final String rule;
    private final BiConsumer<IndexedHistory, InvariantResult> check;

    Invariant(int number, String rule, BiConsumer<IndexedHistory, InvariantResult> check) {
        this.number = number;
        this.rule = rule;
        this.check = check;
    }

    private static BiConsumer<IndexedHistory, InvariantResult> each(BiConsumer<PaymentHistory, OfPayment> check) {
        return (history, result) -> history.payments().forEach(payment -> check.accept(payment, result.of(payment)));
    }

    public int number() {
        return number;
    }

    public String rule() {
        return rule;
    }

    /** Checks all invariants. */
    public static CheckResult checkAll(History history) {
        var indexed = new IndexedHistory(history);
        return new CheckResult(Stream.of(values())
                .map(invariant -> {
                    var result = new InvariantResult(invariant);
                    invariant.check.accept(indexed, result);
                    return result;
                })
                .toList());
    }
}
