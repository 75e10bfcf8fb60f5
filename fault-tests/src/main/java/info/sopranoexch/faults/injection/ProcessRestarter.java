package info.sopranoexch.faults.injection;

import info.sopranoexch.faults.traffic.RunTimer;
import info.sopranoexch.localstack.infrastructure.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Starts again what is not alive, as systemd or an orchestrator would. Whoever takes a process away holds its lock meanwhile,
 * and starts it by itself.
 */
final class ProcessRestarter {
    private static final Duration WATCH = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Map<String, Member> members = new TreeMap<>();
    private final Map<String, ReentrantLock> locks = new TreeMap<>();
    private final RunTimer watching = new RunTimer();
    private final FaultCounters tally;
    private final Consumer<String> say;

    ProcessRestarter(List<Member> members, FaultCounters tally, Consumer<String> say) {
        this.tally = tally;
        this.say = say;
        members.forEach(member -> {
            this.members.put(member.name(), member);
            locks.put(member.name(), new ReentrantLock());
        });
    }

    Member member(String name) {
        Member member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return member;
    }

    ReentrantLock lock(String name) {
        ReentrantLock lock = locks.get(name);
        if (lock == null) {
            throw new IllegalArgumentException("no process " + name);
        }
        return lock;
    }

    /** Until {@link #end}. */
    void watch() {
        while (watching.pause(WATCH)) {
            members.values().stream().filter(member -> !member.isAlive()).forEach(this::reviveUnlessTakenAway);
        }
    }

    private void reviveUnlessTakenAway(Member member) {
        ReentrantLock lock = lock(member.name());
        if (lock.tryLock()) {
            try {
                if (!member.isAlive()) {
                    tally.count("died by itself " + member.name());
                    say.accept(member.name() + " died by itself");
                    start(member);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** A start may fail while what it needs is away: then it is tried again. */
    void start(Member member) {
        var pause = new RunTimer();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                member.start();
                say.accept(member.name() + " is back");
                return;
            } catch (IllegalStateException e) {
                tally.count("start failed " + member.name());
                say.accept(member.name() + " does not start: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                pause.pause(WATCH);
            }
        }
    }

    void end() {
        watching.end();
    }

    /** Starts whoever is not there; to be called when nobody takes anything away any more. */
    void startAll() {
        members.values().stream().filter(member -> !member.isAlive()).forEach(this::start);
    }

    void resumeAll() {
        members.values().forEach(Member::resume);
    }

    List<String> away() {
        return members.values().stream()
                .filter(member -> !member.isAlive())
                .map(Member::name)
                .toList();
    }
}
