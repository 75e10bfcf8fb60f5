package info.sopranoexch.payment.payerpage;

import java.time.Duration;
import java.time.Instant;

/**
 * A payer's return from the provider.
 *
 * @param checkedAt when this return last caused a provider check
 */
record PayerReturn(Instant returnedAt, Instant checkedAt) {
    /** The pause between two checks grows with the waiting time: it is a quarter of that time. */
    private static final int PAUSE_FRACTION = 4;

    /** @return this return if the request is a reload of the page, otherwise a new one */
    PayerReturn returnedAgain(Instant now, Duration reload) {
        return now.isBefore(returnedAt.plus(reload)) ? this : new PayerReturn(now, checkedAt);
    }

    boolean isCheckDue(Instant now, Duration minPause) {
        Duration growing = Duration.between(returnedAt, now).dividedBy(PAUSE_FRACTION);
        Duration pause = growing.compareTo(minPause) > 0 ? growing : minPause;
        return !now.isBefore(checkedAt.plus(pause));
    }

    PayerReturn checked(Instant now) {
        return new PayerReturn(returnedAt, now);
    }
}
