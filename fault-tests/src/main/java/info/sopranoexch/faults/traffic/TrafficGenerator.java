package info.sopranoexch.faults.traffic;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Starts payment scenarios at a constant rate, independently of the progress of earlier ones. */
public final class TrafficGenerator {
    private static final Duration LAST_CALLS = Duration.ofSeconds(60);

    /** The collaborators of a payment scenario. */
    public record Context(long seed, TestMerchants merchants, MerchantApi api, PayerSimulator payers, RunTimer timer) {}

    private final Context context;

    public TrafficGenerator(Context context) {
        this.context = context;
    }

    /** Returns after the end of the run and of all calls in progress. */
    public void run(double paymentsPerSecond) {
        long gapNanos = Math.round(1e9 / paymentsPerSecond);
        long begin = System.nanoTime();
        ExecutorService scenarios = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();
        for (int number = 0; !context.timer().hasEnded(); number++) {
            scenarios.execute(new PaymentScenario(context, number, steps));
            long wait = begin + (number + 1) * gapNanos - System.nanoTime();
            if (wait > 0) {
                context.timer().pause(Duration.ofNanos(wait));
            }
        }
        awaitEnd(scenarios);
        awaitEnd(steps);
    }

    private static void awaitEnd(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LAST_CALLS.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("calls are still in progress after their deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
