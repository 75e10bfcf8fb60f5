package info.sopranoexch.systemtests;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes that Paymoon reports for a payment of {@value #AMOUNT_MINOR} minor units, and the expected statuses. The
 * outcome is independent of the order and repetition of the reports.
 */
enum CallbackScenario {
    PAID(List.of("processing", "success"), Change.PROCESSING, Change.of("paid", 101, 1_500)),
    FAILED(List.of("processing", "failed"), Change.PROCESSING, Change.of("failed", 101, 0)),
    /** By default a merchant accepts a payment after its failure. */
    PAID_LATE(
            List.of("processing", "failed", "success"),
            Change.PROCESSING,
            Change.of("failed", 101, 0),
            Change.of("paid", 102, 1_500)),
    PAID_IN_TWO_PARTS(
            List.of("processing", "success"),
            Change.PROCESSING,
            Change.of("underpaid", 101, 500),
            Change.of("paid", 102, 1_500)),
    UNDERPAID(List.of("processing"), Change.PROCESSING, Change.of("underpaid", 101, 500)),
    UNDERPAID_TWICE(
            List.of("processing"),
            Change.PROCESSING,
            Change.of("underpaid", 101, 500),
            Change.of("underpaid", 102, 1_000)),
    /** On hold, also if the expiry is reported first. */
    UNDERPAID_AND_EXPIRED(
            List.of("processing"), Change.PROCESSING, Change.of("underpaid", 101, 500), Change.of("expired", 102, 500)),
    REFUNDED(
            List.of("success", "partially_refunded", "refunded"),
            Change.of("paid", 101, 1_500),
            Change.refund("partially_refunded", 103, 500, "first"),
            Change.refund("refunded", 104, 1_000, "second")),
    /** Without refund ids only the event id identifies a duplicate. */
    REFUNDED_WITHOUT_IDS(
            List.of("success", "partially_refunded", "refunded"),
            Change.of("paid", 101, 1_500),
            Change.refund("partially_refunded", 103, 500, null),
            Change.refund("refunded", 104, 1_000, null)),
    PARTIALLY_REFUNDED_WITHOUT_ID(
            List.of("success", "partially_refunded"),
            Change.of("paid", 101, 1_500),
            Change.refund("partially_refunded", 103, 500, null));

    static final long AMOUNT_MINOR = 1_500;

    /** Statuses that are skipped if a newer change arrives first. */
    private static final Set<String> OPTIONAL = Set.of("processing", "failed");

    /**
     * @param version increases with each change of the invoice, above the versions of the sandbox
     * @param refundedMinor of this refund; 0 if the change is not a refund
     * @param refund id of the refund; null without an id
     */
    record Change(
            String status,
            long version,
            long paidMinor,
            long refundedMinor,
            @Nullable String refund) {
        static final Change PROCESSING = of("processing", 100, 0);

        static Change of(String status, long version, long paidMinor) {
            return new Change(status, version, paidMinor, 0, null);
        }

        static Change refund(String status, long version, long refundedMinor, @Nullable String refund) {
            return new Change(status, version, AMOUNT_MINOR, refundedMinor, refund);
        }
    }

    final List<Change> changes;
    private final List<String> statuses;

    CallbackScenario(List<String> statuses, Change... changes) {
        this.statuses = statuses;
        this.changes = List.of(changes);
    }

    String finalStatus() {
        return statuses.getLast();
    }

    long refundedMinor() {
        return changes.stream().mapToLong(Change::refundedMinor).sum();
    }

    /**
     * The statuses that the merchant's webhooks must have, in order.
     *
     * @param received decides only on statuses that a newer change may skip
     */
    List<String> expectedStatuses(List<String> received) {
        return statuses.stream()
                .filter(status ->
                        status.equals(finalStatus()) || !OPTIONAL.contains(status) || received.contains(status))
                .toList();
    }

    /** The change of a forged callback: it contradicts the outcome, with the highest version. */
    Change forgedChange() {
        return switch (finalStatus()) {
            case "success", "partially_refunded" -> Change.refund("refunded", 1_000_000, AMOUNT_MINOR, "forged");
            default -> Change.of("paid", 1_000_000, AMOUNT_MINOR);
        };
    }
}
