package info.sopranoexch.webhook.lane;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts and stops what runs the lanes, in order. */
@Component
class LaneWorkers implements SmartLifecycle {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final long DRAIN_MILLIS = 5_000;

    private final LaneBoard board;
    private final LaneLeases leases;
    private final LaneFeeder feeder;
    private final ResultWriter results;
    private final LaneNotifications notifications;
    private final AttemptRunner runner;
    private final Worker ticker;
    private volatile boolean running;

    LaneWorkers(
            LaneBoard board,
            LaneLeases leases,
            LaneFeeder feeder,
            ResultWriter results,
            LaneNotifications notifications,
            AttemptRunner runner) {
        this.board = board;
        this.leases = leases;
        this.feeder = feeder;
        this.results = results;
        this.notifications = notifications;
        this.runner = runner;
        this.ticker = new Worker("lane-ticker", TICK, () -> {
            leases.expire();
            board.tick();
        });
    }

    @Override
    public void start() {
        running = true;
        board.startWith(runner::start);
        results.start();
        notifications.start();
        feeder.start();
        leases.start();
        ticker.start();
    }

    /** Nothing new is started; what is under way is recorded while time allows; then the lanes are given back. */
    @Override
    public void stop() {
        running = false;
        ticker.stop();
        feeder.stop();
        notifications.stop();
        board.close();
        board.awaitIdle(DRAIN_MILLIS);
        results.stop(DRAIN_MILLIS);
        leases.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the directory, before the listeners; stops after them. */
    @Override
    public int getPhase() {
        return 30;
    }
}
