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
 * A child that dies with this JVM. Its process id is the command's own; output and errors are appended to a log file.
 * It has a session of its own, so Ctrl-C in the terminal reaches the launcher only.
 */
public final class ChildProcess {
    private static final String GUARD = script();

    /**
     * How the process is asked to end.
     *
     * @param signal by name without SIG, such as TERM
     * @param grace time until it is killed
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

    /** @param environment added to this JVM's own */
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

    /** @throws IllegalThreadStateException while it runs */
    public int exitValue() {
        return process.exitValue();
    }

    /** Calls back once, on some thread, when it is gone. */
    public void onExit(Runnable action) {
        var _ = process.onExit().thenRun(action);
    }

    /** Ends its pipe, so its watcher asks it to go and kills it after the grace period; waits until it is gone. */
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

    /** SIGKILL for it and its descendants; returns when they are gone. */
    public void kill() {
        // Who is stopped starts nothing new: PostgreSQL whose children are killed starts others, and those outlive it.
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
     * Sends a signal to it and to those of its children that run the same program; not to its watcher, which must be able to
     * end it when this JVM dies meanwhile.
     *
     * @param signal by name without SIG, such as STOP
     */
    void signal(String signal) {
        String program = program(process.toHandle());
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" \"$@\"", signal));
        command.add(String.valueOf(pid()));
        process.descendants()
                .filter(child -> program(child).equals(program))
                .forEach(child -> command.add(String.valueOf(child.pid())));
        try {
            // One of the children may be gone by now; that is no failure.
            Process kill = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
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

    /** Says what happened to it and how its log ends. */
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
