package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Fills lanes from the database when memory has run low: after a take-over, a backlog, a long delay. */
@Component
class LaneFeeder {
    private static final int LANES = 64;
    private static final long WAIT_MILLIS = 500;

    private final LaneBoard board;
    private final FeedStore store;
    private final Worker worker = new Worker("lane-feeder", Duration.ZERO, () -> runOnce(WAIT_MILLIS));

    LaneFeeder(LaneBoard board, FeedStore store) {
        this.board = board;
        this.store = store;
    }

    /** One step: waits up to {@code millis} for lanes that are to be filled. @return how many were */
    int runOnce(long millis) {
        List<FeedRequest> requests = board.takeFeeds(LANES, millis);
        if (requests.isEmpty()) {
            return 0;
        }
        try {
            Map<Long, List<Delivery>> rows = store.load(requests);
            requests.forEach(request -> board.fed(request, rows.getOrDefault(request.lane().endpointId, List.of())));
        } catch (RuntimeException e) {
            requests.forEach(request -> board.fed(request, null));
            throw e;
        }
        return requests.size();
    }

    void start() {
        worker.start();
    }

    void stop() {
        worker.stop();
    }
}
