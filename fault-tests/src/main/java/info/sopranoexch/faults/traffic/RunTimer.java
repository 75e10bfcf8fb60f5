package info.sopranoexch.faults.traffic;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses that the end of the run interrupts. */
public final class RunTimer {
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(4);

    private final CountDownLatch ended = new CountDownLatch(1);

    public void end() {
        ended.countDown();
    }

    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /**
     * Pauses before another attempt.
     *
     * @param attempt 1 and up
     * @return false if the run has ended
     */
    boolean backOff(int attempt) {
        return pause(attempt < 5 ? Duration.ofMillis(200L << attempt) : MAX_BACK_OFF);
    }

    /** @return false if the run has ended */
    public boolean pause(Duration time) {
        try {
            return !ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
