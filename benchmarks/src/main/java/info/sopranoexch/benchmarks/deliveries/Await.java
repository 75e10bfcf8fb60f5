package info.sopranoexch.benchmarks.deliveries;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for a condition with a deadline. */
final class Await {
    private Await() {}

    static void until(String what, Duration deadline, Callable<Boolean> condition) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + deadline + ": " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            return false; // The tables may not exist yet.
        }
    }
}
