package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.paymoon.Reply.Declined;
import java.util.Set;

/**
 * Which of Paymoon's refusals are for good. 400, 410 and 422 with a code are: it looked at the call and will not do it. 404
 * and 409 may be said of a moment, such as that the first call under the same key is not over yet, and are for good only
 * with a code that says that it never was and never will be done.
 *
 * <p>{@code idempotency_conflict} is none of these: what the key or id was used for may have been done.
 */
final class Refusals {
    static final String NO_INVOICE = "invoice_not_found";

    private static final Set<String> FINAL =
            Set.of(NO_INVOICE, "invoice_not_refundable", "refund_exceeds_paid", "refund_refused", "invalid_request");

    private Refusals() {}

    static boolean isFinal(Declined declined) {
        return switch (declined.status()) {
            case 404, 409 -> FINAL.contains(declined.code());
            default -> true;
        };
    }
}
