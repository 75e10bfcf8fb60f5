package info.sopranoexch.faults.injection;

import info.sopranoexch.faults.traffic.JsonHttpClient;
import info.sopranoexch.faults.traffic.RunTimer;
import info.sopranoexch.localstack.infrastructure.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Carries out a schedule. Faults of different processes overlap; two of the same one come one after the other. */
public final class FaultInjector implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(7);

    private final FaultCounters tally = new FaultCounters();
    private final ProcessRestarter supervisor;
    private final ReentrantLock paymoonLock = new ReentrantLock();
    private final PaymoonFaults paymoon;
    private final Consumer<String> say;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param say told of each thing that is done or happens */
    public FaultInjector(List<Member> members, JsonHttpClient http, String sandboxUrl, Consumer<String> say) {
        this.paymoon = new PaymoonFaults(http, sandboxUrl);
        this.say = say;
        this.supervisor = new ProcessRestarter(members, tally, say);
        threads.execute(supervisor::watch);
    }

    /** Begins each fault in its time; returns when the last one has begun or the run is over. */
    public void carryOut(List<Fault> schedule, RunTimer pace) {
        long begin = System.nanoTime();
        for (Fault fault : schedule) {
            long wait = begin + fault.at().toNanos() - System.nanoTime();
            if (wait > 0 && !pace.pause(Duration.ofNanos(wait))) {
                return;
            }
            threads.execute(() -> inTurn(fault));
        }
    }

    private void inTurn(Fault fault) {
        boolean isPaymoon = fault.target().equals(Fault.PAYMOON);
        ReentrantLock lock = isPaymoon ? paymoonLock : supervisor.lock(fault.target());
        lock.lock();
        try {
            say.accept(fault.toString());
            if (isPaymoon) {
                fail(fault);
            } else {
                hit(supervisor.member(fault.target()), fault);
            }
            tally.count(fault.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + fault.target());
        } catch (IOException e) {
            // The sandbox's process is away: its calls fail all the more.
            tally.count("not reached " + fault.target());
        } finally {
            lock.unlock();
        }
    }

    private void hit(Member member, Fault fault) {
        switch (fault.kind()) {
            case KILL -> {
                member.kill();
                rest(fault.lasting());
                supervisor.start(member);
            }
            case RESTART -> {
                member.stop();
                rest(fault.lasting());
                supervisor.start(member);
            }
            case PAUSE -> {
                member.pause();
                try {
                    rest(fault.lasting());
                } finally {
                    member.resume();
                }
            }
            case HANGS, HANGS_AFTER_SUCCESS, OUTAGE, THROTTLED ->
                throw new IllegalArgumentException("that is for Paymoon: " + fault);
        }
    }

    private void fail(Fault fault) throws IOException {
        paymoon.begin(fault.kind());
        rest(fault.lasting());
        paymoon.end();
    }

    /**
     * Waits until every fault is over and every process is back.
     *
     * @throws IllegalStateException when a process does not come back
     */
    public void calm() {
        supervisor.end();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("not all processes come back: " + supervisor.away());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        supervisor.startAll();
        try {
            paymoon.end();
        } catch (IOException e) {
            throw new IllegalStateException("the sandbox is up and does not answer", e);
        }
    }

    /** How often each thing was done or happened. */
    public Map<String, Integer> counts() {
        return tally.counts();
    }

    private static void rest(Duration time) {
        new RunTimer().pause(time);
    }

    @Override
    public void close() {
        supervisor.end();
        supervisor.resumeAll();
        threads.shutdownNow();
    }
}
