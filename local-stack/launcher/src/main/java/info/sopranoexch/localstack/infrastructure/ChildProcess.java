package info.sopranoexch.localstack.infrastructure;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that ends with this JVM. Its process id is that of the command. Output and errors are appended to a
 * log file. It has its own session, so Ctrl-C in the terminal reaches the launcher only.
 */
public final class ChildProcess {
    private static final String GUARD = script();

    /**
     * How a process is stopped.
     *
     * @param signal without SIG, such as TERM
     * @param grace time until SIGKILL
     */
    public record Shutdown(String signal, Duration grace) {
        private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

        public static Shutdown by(String signal) {
            return new Shutdown(signal, DEFAULT_GRACE);
        }
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final Duration grace;

    private ChildProcess(String name, Process process, Path log, Duration grace) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.grace = grace;
    }

    /** @param environment additional variables */
    public static ChildProcess start(
            String name,
            Shutdown shutdown,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log) {
        List<String> guarded = new ArrayList<>();
        String seconds = String.valueOf(shutdown.grace().toSeconds());
        if (new File("/usr/bin/setsid").canExecute()) {
            guarded.add("/usr/bin/setsid");
        }
        guarded.addAll(List.of("/bin/sh", "-c", GUARD, name, shutdown.signal(), seconds));
        guarded.addAll(command);
        var builder = new ProcessBuilder(guarded)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ChildProcess(name, builder.start(), log, shutdown.grace());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** @throws IllegalThreadStateException while the process runs */
    public int exitValue() {
        return process.exitValue();
    }

    /** Runs the action once, in any thread, when the process has ended. */
    public void onExit(Runnable action) {
        var _ = process.onExit().thenRun(action);
    }

    /**
     * Closes the pipe of the watcher, which signals the process and kills it after the grace period. Waits for its end.
     */
    public void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
        if (!awaitExit(grace.plusSeconds(5))) {
            kill();
        }
    }

    /** Sends SIGKILL to the process and its descendants and waits for their end. */
    public void kill() {
        // A stopped process starts no children. Otherwise PostgreSQL replaces killed children, which outlive it.
        if (process.isAlive()) {
            signal("STOP");
        }
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle handle : all) {
            try {
                handle.onExit().get(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while " + name + " was being killed", e);
            } catch (Exception e) {
                throw new IllegalStateException("process " + handle.pid() + " of " + name + " outlives SIGKILL", e);
            }
        }
    }

    /**
     * Sends a signal to the process and to its children of the same program. The watcher gets no signal, because it
     * must end the process if this JVM dies.
     *
     * @param signal without SIG, such as STOP
     */
    void signal(String signal) {
        String program = program(process.toHandle());
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" \"$@\"", signal));
        command.add(String.valueOf(pid()));
        process.descendants()
                .filter(child -> program(child).equals(program))
                .forEach(child -> command.add(String.valueOf(child.pid())));
        // The status does not matter, because a child may have ended already.
        var _ = ShortCommand.succeeds(command, Path.of("/dev/null"), Duration.ofSeconds(10));
    }

    private static String program(ProcessHandle process) {
        return process.info().command().orElse("");
    }

    boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An exception with a description and the end of the log. */
    IllegalStateException failure(String what) {
        return new IllegalStateException(name + " " + what + "; the end of " + log + ":\n" + LogTail.of(log, 30));
    }

    private static String script() {
        try (InputStream in = ChildProcess.class.getResourceAsStream("guarded.sh")) {
            if (in == null) {
                throw new IllegalStateException("guarded.sh is missing from the launcher");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
