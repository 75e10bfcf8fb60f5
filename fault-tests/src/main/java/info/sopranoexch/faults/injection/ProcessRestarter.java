package info.sopranoexch.faults.injection;

import info.sopranoexch.faults.traffic.RunTimer;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Restarts processes that died, as systemd or an orchestrator does. A fault holds the lock of its process and starts the
 * process itself.
 */
final class ProcessRestarter {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(6);

    private final Map<String, StackProcess> processes = new TreeMap<>();
    private final Map<String, ReentrantLock> locks = new TreeMap<>();
    private final RunTimer watching = new RunTimer();
    private final Consumer<String> counter;
    private final Consumer<String> log;

    ProcessRestarter(List<StackProcess> processes, Consumer<String> counter, Consumer<String> log) {
        this.counter = counter;
        this.log = log;
        processes.forEach(process -> {
            this.processes.put(process.name(), process);
            locks.put(process.name(), new ReentrantLock());
        });
    }

    StackProcess process(String name) {
        return Objects.requireNonNull(processes.get(name), name);
    }

    ReentrantLock lock(String name) {
        return Objects.requireNonNull(locks.get(name), name);
    }

    /** Restarts processes until {@link #stopWatching}. */
    void watch() {
        while (watching.pause(INTERVAL)) {
            processes.values().stream().filter(process -> !process.isAlive()).forEach(this::restartUnlessLocked);
        }
    }

    private void restartUnlessLocked(StackProcess process) {
        ReentrantLock lock = lock(process.name());
        if (lock.tryLock()) {
            try {
                if (!process.isAlive()) {
                    counter.accept("died by itself " + process.name());
                    log.accept(process.name() + " died by itself");
                    start(process);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Starts a process. Repeats a start that fails, because servers that the process needs may be down. */
    void start(StackProcess process) {
        var timer = new RunTimer();
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            try {
                process.start();
                log.accept(process.name() + " is up again");
                return;
            } catch (IllegalStateException e) {
                counter.accept("start failed " + process.name());
                log.accept(process.name() + " does not start: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                timer.pause(INTERVAL);
            }
        }
    }

    void stopWatching() {
        watching.end();
    }

    /** Starts all processes that are down. Call it after the last fault. */
    void startAll() {
        processes.values().stream().filter(process -> !process.isAlive()).forEach(this::start);
    }

    void resumeAll() {
        processes.values().forEach(StackProcess::resume);
    }

    List<String> stopped() {
        return processes.values().stream()
                .filter(process -> !process.isAlive())
                .map(StackProcess::name)
                .toList();
    }
}
