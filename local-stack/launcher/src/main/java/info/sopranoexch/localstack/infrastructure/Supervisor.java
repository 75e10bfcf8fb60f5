package info.sopranoexch.localstack.infrastructure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Restarts processes that die. The pause doubles with each consecutive failure up to a limit. It never gives up,
 * because a full disk may last for hours. A process that was stopped or killed on purpose stays down.
 */
public final class Supervisor implements AutoCloseable {
    /**
     * @param firstPause before the first restart
     * @param longestPause limit of the doubled pauses
     * @param stableAfter uptime after which earlier failures no longer count
     */
    public record Backoff(Duration firstPause, Duration longestPause, Duration stableAfter) {
        public static final Backoff DEFAULT =
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

        Duration pauseAfter(int failures) {
            Duration pause = firstPause;
            for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
                pause = pause.multipliedBy(2);
            }
            return pause.compareTo(longestPause) < 0 ? pause : longestPause;
        }
    }

    /** Consecutive failures, and a permit that ends the pause before the next restart. */
    private static final class Watched {
        private final LocalProcess member;
        private final Semaphore startNow = new Semaphore(0);
        private long upSinceNanos = System.nanoTime();
        private int failures;

        private Watched(LocalProcess member) {
            this.member = member;
        }
    }

    private final Map<String, Watched> watched = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Backoff backoff;
    private final Consumer<String> log;
    private final Runnable onRestart;

    /**
     * @param log logs each death, planned restart and outcome
     * @param onRestart called after each successful restart
     */
    public Supervisor(List<? extends LocalProcess> members, Backoff backoff, Consumer<String> log, Runnable onRestart) {
        this.backoff = backoff;
        this.log = log;
        this.onRestart = onRestart;
        for (LocalProcess member : members) {
            var each = new Watched(member);
            watched.put(member.name(), each);
            member.onDeath(message -> died(each, message));
        }
    }

    /** Ends the pause before the next restart of a process. Has no effect on a process that is up. */
    public void startNow(String name) {
        Watched each = watched.get(name);
        if (each != null && !each.member.isAlive()) {
            each.startNow.release();
        }
    }

    private void died(Watched each, String message) {
        log.accept(message);
        if (!threads.isShutdown()) {
            threads.execute(() -> restart(each));
        }
    }

    private void restart(Watched each) {
        // Serializes restarts of one process.
        synchronized (each) {
            if (System.nanoTime() - each.upSinceNanos > backoff.stableAfter().toNanos()) {
                each.failures = 0;
            }
            while (pause(each)) {
                try {
                    if (each.member.restart()) {
                        log.accept(each.member.name() + " is up again, process " + each.member.pid());
                        onRestart.run();
                    } else if (!each.member.isAlive()) {
                        log.accept(each.member.name() + " is not restarted: it was stopped on purpose");
                    }
                    each.upSinceNanos = System.nanoTime();
                    return;
                } catch (RuntimeException e) {
                    if (!threads.isShutdown()) {
                        log.accept(firstLine(e));
                    }
                }
            }
        }
    }

    /** Returns false if the supervisor was closed meanwhile. */
    private boolean pause(Watched each) {
        each.failures++;
        Duration pause = backoff.pauseAfter(each.failures);
        String again = each.failures == 1 ? "" : ", failure " + each.failures + " in a row";
        log.accept(each.member.name() + " is restarted in " + words(pause) + again);
        try {
            each.startNow.drainPermits();
            var _ = each.startNow.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
            return !threads.isShutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String words(Duration pause) {
        return pause.toSeconds() > 0 ? pause.toSeconds() + " s" : pause.toMillis() + " ms";
    }

    /** The message without the quoted log. */
    private static String firstLine(RuntimeException e) {
        String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.replaceFirst("; the end of (.*):$", "; see $1");
    }

    /** Stops restarting and interrupts a start in progress. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
