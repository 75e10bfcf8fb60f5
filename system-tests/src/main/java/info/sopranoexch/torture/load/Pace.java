package info.sopranoexch.torture.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long a run lasts. Whoever pauses is woken when it is over. */
public final class Pace {
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
