package info.sopranoexch.webhook.scheduler;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that repeats one step: after each {@code pause}, at once when nudged, and with growing pauses of up to 2 s while the step
 * fails.
 */
final class BackgroundWorker {
    private static final Logger log = LoggerFactory.getLogger(BackgroundWorker.class);
    private static final long FIRST_BACKOFF = 100;
    private static final long LONGEST_BACKOFF = 2_000;
    private static final long STOP_MILLIS = 5_000;

    private final String name;
    private final Duration pause;
    private final Runnable step;
    private final Semaphore nudges = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean running;

    BackgroundWorker(String name, Duration pause, Runnable step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
    }

    void start() {
        running = true;
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    void nudge() {
        nudges.release();
    }

    private void run() {
        long backoff = FIRST_BACKOFF;
        while (running) {
            try {
                step.run();
                backoff = FIRST_BACKOFF;
                await(pause.toMillis());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("{} failed, retrying in {} ms: {}", name, backoff, e.toString());
                backoff = Math.min(2 * backoff, LONGEST_BACKOFF);
                try {
                    TimeUnit.MILLISECONDS.sleep(backoff);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    private void await(long millis) throws InterruptedException {
        if (nudges.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            nudges.drainPermits();
        }
    }

    /** Stops before the next step and waits up to 5 s for the current one. */
    void stop() {
        running = false;
        nudge();
        Thread worker = thread;
        if (worker == null || worker == Thread.currentThread()) {
            return;
        }
        try {
            worker.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.interrupt();
    }
}
