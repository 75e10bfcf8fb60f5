package info.sopranoexch.torture.nemesis;

import info.sopranoexch.localstack.infrastructure.Member;
import info.sopranoexch.torture.load.HttpJson;
import info.sopranoexch.torture.load.Pace;
import info.sopranoexch.torture.nemesis.Fault.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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

/**
 * Carries out a schedule, and is the supervisor besides: what is not alive is started again, as systemd or an orchestrator
 * would. Two faults of the same process come one after the other.
 */
public final class Nemesis implements AutoCloseable {
    private static final Duration WATCH = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Map<String, Member> members = new TreeMap<>();
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<String, Integer> done = new ConcurrentHashMap<>();
    private final PaymoonFaults paymoon;
    private final Consumer<String> say;
    private final Pace watching = new Pace();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Nemesis(List<Member> members, HttpJson http, String sandboxUrl, Consumer<String> say) {
        members.forEach(member -> this.members.put(member.name(), member));
        this.paymoon = new PaymoonFaults(http, sandboxUrl);
        this.say = say;
        this.members.keySet().forEach(name -> locks.put(name, new ReentrantLock()));
        locks.put(Fault.PAYMOON, new ReentrantLock());
        threads.execute(this::supervise);
    }

    /** Begins each fault in its time; returns when the last one has begun or the run is over. */
    public void carryOut(List<Fault> schedule, Pace pace) {
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
        ReentrantLock lock = lock(fault.target());
        lock.lock();
        try {
            say.accept(fault.toString());
            if (fault.target().equals(Fault.PAYMOON)) {
                failing(fault);
            } else {
                hit(member(fault.target()), fault);
            }
            count(fault.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + fault.target());
        } catch (IOException e) {
            // The sandbox's process is away: its calls fail all the more.
            count("not reached " + fault.target());
        } finally {
            lock.unlock();
        }
    }

    private void hit(Member member, Fault fault) {
        switch (fault.kind()) {
            case KILL -> {
                member.kill();
                rest(fault.lasting());
                start(member);
            }
            case RESTART -> {
                member.stop();
                rest(fault.lasting());
                start(member);
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

    private void failing(Fault fault) throws IOException {
        paymoon.begin(fault.kind());
        rest(fault.lasting());
        paymoon.end();
    }

    /** A start may fail while what it needs is away: then it is tried again. */
    private void start(Member member) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                member.start();
                say.accept(member.name() + " is back");
                return;
            } catch (IllegalStateException e) {
                count("start failed " + member.name());
                say.accept(member.name() + " does not start: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                rest(WATCH);
            }
        }
    }

    /** Whoever died without our doing. */
    private void supervise() {
        while (watching.pause(WATCH)) {
            for (Member member : members.values()) {
                ReentrantLock lock = lock(member.name());
                if (!member.isAlive() && lock.tryLock()) {
                    try {
                        if (!member.isAlive()) {
                            count("died by itself " + member.name());
                            say.accept(member.name() + " died by itself");
                            start(member);
                        }
                    } finally {
                        lock.unlock();
                    }
                }
            }
        }
    }

    /** Waits until every fault is over and every process is back. */
    public void calm() {
        watching.end();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("not all processes come back: " + away());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        members.values().stream().filter(member -> !member.isAlive()).forEach(this::start);
        try {
            paymoon.end();
        } catch (IOException e) {
            throw new IllegalStateException("the sandbox is up and does not answer", e);
        }
    }

    private List<String> away() {
        List<String> away = new ArrayList<>();
        members.forEach((name, member) -> {
            if (!member.isAlive()) {
                away.add(name);
            }
        });
        return away;
    }

    /** How often each thing was done or happened. */
    public Map<String, Integer> counts() {
        return new TreeMap<>(done);
    }

    /** How many faults of a kind were carried out. */
    public int count(Kind kind) {
        String prefix = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " ";
        return done.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private void count(String what) {
        done.merge(what, 1, Integer::sum);
    }

    private Member member(String name) {
        Member member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return member;
    }

    private ReentrantLock lock(String name) {
        ReentrantLock lock = locks.get(name);
        if (lock == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return lock;
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watching.end();
        members.values().forEach(Member::resume);
        threads.shutdownNow();
    }
}
