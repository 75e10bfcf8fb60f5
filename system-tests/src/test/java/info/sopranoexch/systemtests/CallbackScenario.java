package info.sopranoexch.systemtests;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Paymoon tells of a payment of {@value #AMOUNT_MINOR} minor units, change by change, and how the payment must end in
 * whatever order and however often that is told.
 */
enum Story {
    PAID(List.of("processing", "success"), Change.PROCESSING, Change.of("paid", 101, 1_500)),
    FAILED(List.of("processing", "failed"), Change.PROCESSING, Change.of("failed", 101, 0)),
    /** Failed and paid after all: a merchant who has not said otherwise accepts it. */
    PAID_LATE(
            List.of("processing", "failed", "success"),
            Change.PROCESSING,
            Change.of("failed", 101, 0),
            Change.of("paid", 102, 1_500)),
    /** Too little, then the rest. */
    TOPPED_UP(
            List.of("processing", "success"),
            Change.PROCESSING,
            Change.of("underpaid", 101, 500),
            Change.of("paid", 102, 1_500)),
    /** Too little: held for review. */
    UNDERPAID(List.of("processing"), Change.PROCESSING, Change.of("underpaid", 101, 500)),
    /** Still too little when more has come: held with what there is now. */
    UNDERPAID_TWICE(
            List.of("processing"),
            Change.PROCESSING,
            Change.of("underpaid", 101, 500),
            Change.of("underpaid", 102, 1_000)),
    /** Too little until the end of its time: held, also when the end is told first. */
    UNDERPAID_TO_THE_END(
            List.of("processing"), Change.PROCESSING, Change.of("underpaid", 101, 500), Change.of("expired", 102, 500)),
    REFUNDED(
            List.of("success", "partially_refunded", "refunded"),
            Change.of("paid", 101, 1_500),
            Change.refund("partially_refunded", 103, 500, "first"),
            Change.refund("refunded", 104, 1_000, "second")),
    /** Refunds that Paymoon gives no ids of their own: only the event's id tells that one told twice is one. */
    REFUNDED_WITHOUT_IDS(
            List.of("success", "partially_refunded", "refunded"),
            Change.of("paid", 101, 1_500),
            Change.refund("partially_refunded", 103, 500, null),
            Change.refund("refunded", 104, 1_000, null)),
    PARTLY_REFUNDED_WITHOUT_ID(
            List.of("success", "partially_refunded"),
            Change.of("paid", 101, 1_500),
            Change.refund("partially_refunded", 103, 500, null));

    static final long AMOUNT_MINOR = 1_500;

    /** Told only when nothing newer came before. That money came is never left out. */
    private static final Set<String> OVERTAKEN = Set.of("processing", "failed");

    /**
     * @param version rises with each change of the invoice; those that we have from asking the sandbox are lower
     * @param refundedMinor of this refund, 0 when the change is none
     * @param refund name of the refund, null when it has none
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
    private final List<String> told;

    Story(List<String> told, Change... changes) {
        this.told = told;
        this.changes = List.of(changes);
    }

    String end() {
        return told.getLast();
    }

    long refundedMinor() {
        return changes.stream().mapToLong(Change::refundedMinor).sum();
    }

    /**
     * The statuses that the merchant must be told, in their order.
     *
     * @param were told: decides on those that may be left out because something newer came before, and on no others
     */
    List<String> mustBeTold(List<String> were) {
        return told.stream()
                .filter(status -> status.equals(end()) || !OVERTAKEN.contains(status) || were.contains(status))
                .toList();
    }

    /** What a forger would say: the contrary, with a version that beats all others. */
    Change lie() {
        return switch (end()) {
            case "success", "partially_refunded" -> Change.refund("refunded", 1_000_000, AMOUNT_MINOR, "lie");
            default -> Change.of("paid", 1_000_000, AMOUNT_MINOR);
        };
    }
}
