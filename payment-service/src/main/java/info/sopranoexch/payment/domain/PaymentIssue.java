package info.sopranoexch.payment.domain;

import org.jspecify.annotations.Nullable;

/**
 * Explains to a merchant why a payment is on hold, or why the amount paid differs from the amount requested.
 *
 * @param message one or two sentences
 */
public record PaymentIssue(Code code, String message) {
    /** Stable code of the issue. */
    public enum Code implements HasCode {
        UNDERPAID,
        OVERPAID,
        WRONG_CURRENCY,
        PAID_LATE,
        NEEDS_REVIEW;
    }

    private static final String HELD =
            " The payment stays in processing until an operator accepts it, refunds it or marks it as failed.";
    private static final String ACCEPTED = " The payment was accepted; refunds are limited to the amount paid.";
    private static final String ENDED = " The payment did not succeed; its refunds show what was paid back.";

    /** @return null if nothing was paid, or exactly the amount requested in time */
    public static @Nullable PaymentIssue of(Payment payment) {
        Code code = code(payment);
        if (code == null) {
            return null;
        }
        String requested = payment.details().amount().text();
        String paid = payment.money(payment.paidMinor()).text();
        String cause = switch (code) {
            case UNDERPAID -> "The payer paid " + paid + " of the " + requested + " requested.";
            case OVERPAID -> "The payer paid " + paid + ", more than the " + requested + " requested.";
            case WRONG_CURRENCY -> "The payer paid in a currency other than " + payment.currency() + ".";
            case PAID_LATE -> "The payer paid " + paid + " after the payment had ended.";
            case NEEDS_REVIEW -> "The payer paid " + paid + ", and the payment provider's reports of it differ.";
        };
        return new PaymentIssue(code, cause + consequence(payment));
    }

    private static @Nullable Code code(Payment payment) {
        long paid = payment.paidMinor();
        long requested = payment.details().amount().minor();
        if (paid == 0) {
            return payment.onHold() ? Code.WRONG_CURRENCY : null;
        }
        if (paid != requested) {
            return paid < requested ? Code.UNDERPAID : Code.OVERPAID;
        }
        if (payment.onHold()) {
            return Code.NEEDS_REVIEW;
        }
        return payment.status().isPaid() ? null : Code.PAID_LATE;
    }

    private static String consequence(Payment payment) {
        if (payment.onHold()) {
            return HELD;
        }
        return payment.status().isPaid() ? ACCEPTED : ENDED;
    }
}
