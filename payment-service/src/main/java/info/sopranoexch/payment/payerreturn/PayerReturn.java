package info.sopranoexch.payment.payerreturn;

import java.time.Duration;
import java.time.Instant;

/**
 * A payer's return from the provider.
 *
 * @param returnedAt when the payer came back
 * @param checkedAt when the provider was last queried because of it
 */
record PayerReturn(Instant returnedAt, Instant checkedAt) {
    /** The longer a payer waits, the longer the pause between two queries: a quarter of the time waited so far. */
    private static final int PAUSES = 4;

    /** @return the same return if it is a reload of the page, else a new one */
    PayerReturn again(Instant now, Duration reload) {
        return now.isBefore(returnedAt.plus(reload)) ? this : new PayerReturn(now, checkedAt);
    }

    boolean isCheckDue(Instant now, Duration minPause) {
        Duration growing = Duration.between(returnedAt, now).dividedBy(PAUSES);
        Duration pause = growing.compareTo(minPause) > 0 ? growing : minPause;
        return !now.isBefore(checkedAt.plus(pause));
    }

    PayerReturn checked(Instant now) {
        return new PayerReturn(returnedAt, now);
    }
}
