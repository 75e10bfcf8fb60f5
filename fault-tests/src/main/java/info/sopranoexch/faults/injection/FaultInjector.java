package info.sopranoexch.faults.injection;

import info.sopranoexch.cli.JsonHttpClient;
import info.sopranoexch.faults.traffic.RunTimer;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Injects scheduled faults. Faults of different targets overlap; faults of the same target run one after the other. */
public final class FaultInjector implements AutoCloseable {
    private static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(7);

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final ProcessRestarter restarter;
    private final ReentrantLock paymoonLock = new ReentrantLock();
    private final JsonHttpClient http;
    private final String sandboxFaultsUrl;
    private final Consumer<String> log;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public FaultInjector(List<StackProcess> processes, JsonHttpClient http, String sandboxUrl, Consumer<String> log) {
        this.http = http;
        this.sandboxFaultsUrl = sandboxUrl + "/control/faults";
        this.log = log;
        this.restarter = new ProcessRestarter(processes, this::count, log);
        threads.execute(restarter::watch);
    }

    /** Starts each fault at its time. Returns after the start of the last fault or at the end of the run. */
    public void inject(FaultSchedule schedule, RunTimer timer) {
        long begin = System.nanoTime();
        for (Fault fault : schedule.faults()) {
            long wait = begin + fault.at().toNanos() - System.nanoTime();
            if (wait > 0 && !timer.pause(Duration.ofNanos(wait))) {
                return;
            }
            threads.execute(() -> injectExclusively(fault));
        }
    }

    private void injectExclusively(Fault fault) {
        ReentrantLock lock = fault.isOfPaymoon() ? paymoonLock : restarter.lock(fault.target());
        lock.lock();
        try {
            log.accept(fault.toString());
            if (fault.isOfPaymoon()) {
                failSandboxCalls(fault);
            } else {
                injectIntoProcess(restarter.process(fault.target()), fault);
            }
            count(fault.kind().label() + " " + fault.target());
        } catch (UncheckedIOException e) {
            // The sandbox's process is down, so its calls fail without a fault.
            count("not reached " + fault.target());
        } finally {
            lock.unlock();
        }
    }

    private void injectIntoProcess(StackProcess process, Fault fault) {
        switch (fault.kind()) {
            case KILL -> {
                process.kill();
                pause(fault.duration());
                restarter.start(process);
            }
            case RESTART -> {
                process.stop();
                pause(fault.duration());
                restarter.start(process);
            }
            case PAUSE -> {
                process.pause();
                try {
                    pause(fault.duration());
                } finally {
                    process.resume();
                }
            }
            case HANG, HANG_AFTER_SUCCESS, OUTAGE, THROTTLE ->
                throw new IllegalArgumentException("not a fault of a process: " + fault);
        }
    }

    private void failSandboxCalls(Fault fault) {
        http.send("PUT", sandboxFaultsUrl, String.format(Locale.ROOT, """
                {"create":"%1$s","query":"%1$s","refund":"%1$s","cancel":"%1$s"}""", fault.kind().sandboxName));
        pause(fault.duration());
        endSandboxFaults();
    }

    private void endSandboxFaults() {
        http.send("DELETE", sandboxFaultsUrl, "");
    }

    /**
     * Waits for the end of all faults and for all processes to run.
     *
     * @throws IllegalStateException if a process does not start again
     */
    public void awaitRecovery() {
        restarter.stopWatching();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(RECOVERY_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("processes do not start again: " + restarter.stopped());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        restarter.startAll();
        endSandboxFaults();
    }

    private void count(String event) {
        counts.merge(event, 1, Integer::sum);
    }

    /** The number of injected faults and of other events of processes, by description. */
    public Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    private static void pause(Duration duration) {
        new RunTimer().pause(duration);
    }

    @Override
    public void close() {
        restarter.stopWatching();
        restarter.resumeAll();
        threads.shutdownNow();
    }
}
