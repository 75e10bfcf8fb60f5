package info.sopranoexch.faults.traffic;

import java.util.random.RandomGenerator;

/** Kinds of payment scenarios, with their shares in percent. */
enum ScenarioType {
    PAID(22),
    PAID_AND_REFUNDED(8),
    REFUNDED_IN_PARTS(8),
    /** Three concurrent refunds, each above half of the amount: at most one succeeds. */
    CONCURRENT_REFUNDS(8),
    DECLINED(7),
    CANCELLED(8),
    CANCEL_DURING_PAYMENT(8),
    /** Callbacks are duplicated, late or reordered, or follow a forged one. */
    IRREGULAR_CALLBACKS(12),
    UNDERPAID(3),
    OVERPAID(2),
    EXPIRES(5),
    PAID_AFTER_EXPIRY(4),
    NOT_PAID(5);

    private static final int TOTAL = 100;
    private final int share;

    ScenarioType(int share) {
        this.share = share;
    }

    static ScenarioType random(RandomGenerator random) {
        int drawn = random.nextInt(TOTAL);
        for (ScenarioType type : values()) {
            drawn -= type.share;
            if (drawn < 0) {
                return type;
            }
        }
        throw new IllegalStateException("the shares must add up to 100");
    }

    /** @return 0 for the gateway's default */
    int expiresInSeconds(RandomGenerator random) {
        return this == EXPIRES || this == PAID_AFTER_EXPIRY ? 4 + random.nextInt(8) : 0;
    }
}
