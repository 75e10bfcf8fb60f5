package info.sopranoexch.faults.traffic;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Starts a payment's life at a constant rate, whatever becomes of those before it. */
public final class TrafficGenerator {
    private static final Duration LAST_CALLS = Duration.ofSeconds(60);

    private final long seed;
    private final TestMerchants market;
    private final MerchantApi merchants;
    private final PayerSimulator payers;
    private final RunTimer pace;

    public TrafficGenerator(
            long seed, TestMerchants market, MerchantApi merchants, PayerSimulator payers, RunTimer pace) {
        this.seed = seed;
        this.market = market;
        this.merchants = merchants;
        this.payers = payers;
        this.pace = pace;
    }

    /**
     * Returns when the run is over and the calls that were under way have ended.
     *
     * @param perSecond payments that begin in a second
     */
    public void run(double perSecond) {
        long gap = Math.round(1e9 / perSecond);
        long begin = System.nanoTime();
        ExecutorService lives = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();
        for (int number = 0; !pace.isOver(); number++) {
            lives.execute(new PaymentScenario(seed, number, market, merchants, payers, pace, steps));
            long wait = begin + (number + 1) * gap - System.nanoTime();
            if (wait > 0) {
                pace.pause(Duration.ofNanos(wait));
            }
        }
        end(lives);
        end(steps);
    }

    private static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_CALLS.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("calls do not end, though each has a deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
