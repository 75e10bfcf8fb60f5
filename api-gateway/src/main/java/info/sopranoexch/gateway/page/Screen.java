package info.sopranoexch.gateway.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be shown, in no language yet. Two equal ones look the same. */
record Screen(Phase phase, @Nullable PaymentView payment) {
    static final Screen MISSING = new Screen(Phase.MISSING, null);

    static Screen of(Lookup lookup, Instant now) {
        return switch (lookup) {
            case Lookup.Found(PaymentView payment) -> new Screen(phase(payment, now), payment);
            case Lookup.Missing() -> MISSING;
            case Lookup.NotYet(), Lookup.Unavailable() -> new Screen(Phase.PREPARING, null);
        };
    }

    /** Tells the browser whether it shows this already; the same from every gateway. */
    String key() {
        return payment == null
                ? phase.key()
                : phase.key() + "-" + payment.version() + "-"
                        + Integer.toHexString(payment.toString().hashCode());
    }

    private static Phase phase(PaymentView payment, Instant now) {
        return switch (payment.status()) {
            case PENDING -> {
                if (!now.isBefore(payment.expiresAt())) {
                    yield Phase.OVERDUE;
                }
                yield payment.providerUrl() == null ? Phase.PREPARING : Phase.READY;
            }
            case PROCESSING -> Phase.PROCESSING;
            case SUCCESS -> Phase.SUCCESS;
            case FAILED -> Phase.FAILED;
            case EXPIRED -> Phase.EXPIRED;
            case CANCELLED -> Phase.CANCELLED;
            case PARTIALLY_REFUNDED -> Phase.PARTIALLY_REFUNDED;
            case REFUNDED -> Phase.REFUNDED;
        };
    }
}
