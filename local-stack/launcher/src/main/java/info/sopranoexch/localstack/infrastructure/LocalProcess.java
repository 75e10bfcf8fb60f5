package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process of the stack that is a child process. Stopping and killing need no lock, so they also end a start that hangs. */
public abstract class LocalProcess implements StackProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);

    private final String name;
    private final Path log;
    private final int port;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile @Nullable ChildProcess child;
    private volatile boolean stopRequested;
    private volatile Consumer<String> deathListener = message -> {};

    protected LocalProcess(String name, Path log, int port) {
        this.name = name;
        this.log = log;
        this.port = port;
    }

    /** Starts the process. The previous one has ended. */
    protected abstract ChildProcess launch();

    /** Throws while the process is not ready. */
    protected abstract void probe() throws Exception;

    protected Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    public final String name() {
        return name;
    }

    public final Path log() {
        return log;
    }

    public final int port() {
        return port;
    }

    /** Receives a text when the process ends without a call of stop or kill. */
    public final void onDeath(Consumer<String> listener) {
        deathListener = listener;
    }

    @Override
    public final void start() {
        starting.lock();
        try {
            stopRequested = false;
            startUnlessAlive();
        } finally {
            starting.unlock();
        }
    }

    /**
     * Restarts the process after its death and waits until it is ready.
     *
     * @return false if the process is up, or was stopped or killed on purpose
     * @throws IllegalStateException as {@link #start}
     */
    final boolean restart() {
        starting.lock();
        try {
            return !stopRequested && startUnlessAlive();
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
        if (stopRequested) {
            // A concurrent stop or kill has not seen this process.
            started.kill();
        }
        awaitReady(started);
        started.onExit(() -> died(started));
        return true;
    }

    private void awaitReady(ChildProcess started) {
        long deadline = System.nanoTime() + startLimit().toNanos();
        try {
            while (!isReady(started, deadline)) {
                Thread.sleep(PROBE_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            started.kill();
            throw new IllegalStateException("interrupted", e);
        } catch (RuntimeException e) {
            started.kill();
            throw e;
        }
    }

    private boolean isReady(ChildProcess started, long deadline) throws InterruptedException {
        if (!started.isAlive()) {
            throw started.failure("died at start with status " + started.exitValue());
        }
        try {
            probe();
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (System.nanoTime() > deadline) {
                var failure =
                        started.failure("is not ready after " + startLimit().toSeconds() + " s (" + e + ")");
                failure.addSuppressed(e);
                throw failure;
            }
            return false;
        }
    }

    private void died(ChildProcess ended) {
        if (!stopRequested) {
            deathListener.accept(String.format(
                    Locale.ROOT,
                    "%s (process %d) died with status %d; the end of %s:%n%s",
                    name,
                    ended.pid(),
                    ended.exitValue(),
                    log,
                    LogTail.of(log, 5)));
        }
    }

    @Override
    public final void stop() {
        stopRequested = true;
        ChildProcess current = child;
        if (current != null) {
            current.stop();
        }
    }

    @Override
    public final void kill() {
        stopRequested = true;
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
