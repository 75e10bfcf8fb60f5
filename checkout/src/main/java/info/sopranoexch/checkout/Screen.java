package info.sopranoexch.checkout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be shown, in no language yet. Two equal ones look the same. */
record Screen(Phase phase, @Nullable PaymentView payment) {
    static final Screen MISSING = new Screen(Phase.MISSING, null);

    /** @param checkLimit how long a payer is asked to wait for the provider's confirmation */
    static Screen of(Lookup lookup, Instant now, Duration checkLimit) {
        return switch (lookup) {
            case Lookup.Found(PaymentView payment) -> new Screen(phase(payment, now, checkLimit), payment);
            case Lookup.Missing(boolean mayArrive) -> mayArrive ? new Screen(Phase.NOT_FOUND_YET, null) : MISSING;
            case Lookup.NotYet(), Lookup.Unavailable() -> new Screen(Phase.PREPARING, null);
        };
    }

    /** The screen for a payer who has just come back from the provider, also if payment-service does not know of it yet. */
    Screen afterReturn() {
        return phase.isPayable() ? new Screen(Phase.CHECKING, payment) : this;
    }

    /** Tells the browser whether it shows this already; the same from every gateway. */
    String key() {
        return payment == null
                ? phase.key()
                : phase.key() + "-" + payment.version() + "-"
                        + Integer.toHexString(payment.toString().hashCode());
    }

    private static Phase phase(PaymentView payment, Instant now, Duration checkLimit) {
        if (payment.held()) {
            return Phase.HELD;
        }
        return switch (payment.status()) {
            case PENDING -> pending(payment, now, checkLimit);
            case PROCESSING -> checking(payment.checkingSince(), now, checkLimit);
            case SUCCESS -> Phase.SUCCESS;
            case FAILED -> Phase.FAILED;
            case EXPIRED -> Phase.EXPIRED;
            case CANCELLED -> Phase.CANCELLED;
            case PARTIALLY_REFUNDED -> Phase.PARTIALLY_REFUNDED;
            case REFUNDED -> Phase.REFUNDED;
        };
    }

    private static Phase pending(PaymentView payment, Instant now, Duration checkLimit) {
        Phase checking =
                payment.checkingSince() == null ? Phase.READY : checking(payment.checkingSince(), now, checkLimit);
        if (checking == Phase.CHECKING) {
            return checking;
        }
        if (!now.isBefore(payment.expiresAt())) {
            return Phase.OVERDUE;
        }
        return payment.providerUrl() == null ? Phase.PREPARING : checking;
    }

    private static Phase checking(@Nullable Instant since, Instant now, Duration checkLimit) {
        return since == null || now.isBefore(since.plus(checkLimit)) ? Phase.CHECKING : Phase.UNCONFIRMED;
    }
}
