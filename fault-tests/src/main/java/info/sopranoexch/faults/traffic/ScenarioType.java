package info.sopranoexch.faults.traffic;

import java.util.random.RandomGenerator;

/** What happens to a payment; the numbers are shares of a hundred. */
enum ScenarioType {
    PAID(22),
    PAID_AND_REFUNDED(8),
    REFUNDED_IN_PARTS(8),
    /** Three at once, each of more than half: one may win. */
    REFUNDS_RACE(8),
    DECLINED(7),
    CANCELLED(8),
    CANCEL_RACES_PAYMENT(8),
    /** The callback is doubled, late, told in the wrong order, or forged first. */
    ODD_CALLBACKS(12),
    UNDERPAID(3),
    OVERPAID(2),
    EXPIRES(5),
    /** Paid when it has expired. */
    PAID_LATE(4),
    NOT_PAID(5);

    private static final int ALL = 100;
    private final int share;

    ScenarioType(int share) {
        this.share = share;
    }

    static ScenarioType draw(RandomGenerator random) {
        int drawn = random.nextInt(ALL);
        for (ScenarioType plot : values()) {
            drawn -= plot.share;
            if (drawn < 0) {
                return plot;
            }
        }
        throw new IllegalStateException("the shares are less than a hundred");
    }

    /** In seconds; 0: as usual. */
    int expiresIn(RandomGenerator random) {
        return this == EXPIRES || this == PAID_LATE ? 4 + random.nextInt(8) : 0;
    }
}
