package info.sopranoexch.faults.traffic;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long a run lasts. Whoever pauses is woken when it is over. */
public final class RunTimer {
    private final CountDownLatch over = new CountDownLatch(1);

    public void end() {
        over.countDown();
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    void pause(long millis) {
        pause(Duration.ofMillis(millis));
    }

    /**
     * The pause before another try.
     *
     * @param attempt 1 and up
     * @return false when the run is over
     */
    boolean backOff(int attempt) {
        return pause(Duration.ofMillis(attempt < 5 ? 200L << attempt : 4_000));
    }

    /** @return false when the run is over */
    public boolean pause(Duration time) {
        try {
            return !over.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
