package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import java.util.List;

/**
 * A lane that is to be filled from the database: with up to {@link #EXPEDITED} expedited rows, and up to {@code limit} others, those
 * it holds already included.
 *
 * @param limit 0 for a lane that is throttled
 */
record FeedRequest(Lane lane, int limit) {
    static final int EXPEDITED = 64;

    /** Whether there may be more expedited rows than these. */
    boolean isCutShort(List<Delivery> rows) {
        return rows.stream().filter(Delivery::expedited).count() >= EXPEDITED;
    }
}
