package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A member that is one child process. Stopping and killing wait for nobody, so they also end a start that hangs. */
public abstract class ChildMember implements Member {
    private final String name;
    private final Path log;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable ChildProcess child;
    private volatile boolean leaving;
    private volatile Consumer<String> deathListener = message -> {};

    protected ChildMember(String name, Path log) {
        this.name = name;
        this.log = log;
    }

    /** Starts the process; called once a start, after the last one is gone. */
    protected abstract ChildProcess launch();

    /** Throws as long as it does not serve. */
    protected abstract void probe() throws Exception;

    protected abstract Duration startLimit();

    @Override
    public final String name() {
        return name;
    }

    public final Path log() {
        return log;
    }

    /** Told, with words for people, when the process goes and neither stop nor kill was called. */
    public final void onDeath(Consumer<String> listener) {
        deathListener = listener;
    }

    @Override
    public final void start() {
        starting.lock();
        try {
            leaving = false;
            startUnlessAlive();
        } finally {
            starting.unlock();
        }
    }

    /**
     * Starts it again after it died, and waits until it serves.
     *
     * @return false if it is up, or was stopped or killed on purpose
     * @throws IllegalStateException as {@link #start}
     */
    final boolean restart() {
        starting.lock();
        try {
            return !leaving && startUnlessAlive();
        } finally {
            starting.unlock();
        }
    }

    private boolean startUnlessAlive() {
        if (isAlive()) {
            return false;
        }
        ChildProcess started = launch();
        child = started;
        if (leaving) {
            // It was stopped or killed while it was launched, which neither has seen.
            started.kill();
        }
        awaitReady(started);
        started.onExit(() -> died(started));
        return true;
    }

    private void awaitReady(ChildProcess started) {
        try {
            Readiness.await(started, startLimit(), this::probe);
        } catch (RuntimeException e) {
            started.kill();
            throw e;
        }
    }

    private void died(ChildProcess gone) {
        if (!leaving) {
            deathListener.accept(String.format(
                    Locale.ROOT,
                    "%s (process %d) died with status %d; the end of %s:%n%s",
                    name,
                    gone.pid(),
                    gone.exitValue(),
                    log,
                    LogTail.of(log, 5)));
        }
    }

    @Override
    public final void stop() {
        leaving = true;
        ChildProcess current = child;
        if (current != null) {
            current.stop();
        }
    }

    @Override
    public final void kill() {
        leaving = true;
        ChildProcess current = child;
        if (current != null) {
            current.kill();
        }
    }

    @Override
    public final void pause() {
        signal("STOP");
    }

    @Override
    public final void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        ChildProcess current = child;
        if (current != null && current.isAlive()) {
            current.signal(signal);
        }
    }

    @Override
    public final boolean isAlive() {
        ChildProcess current = child;
        return current != null && current.isAlive();
    }

    @Override
    public final long pid() {
        ChildProcess current = child;
        return current == null ? 0 : current.pid();
    }
}
