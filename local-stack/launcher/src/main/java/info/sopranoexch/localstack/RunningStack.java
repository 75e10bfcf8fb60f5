package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.SecretFile;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The state file of a running stack, for commands in other JVMs. */
public final class RunningStack {
    static final String API_URL = "api-url";
    static final String SANDBOX_URL = "sandbox-url";
    static final String BOOTSTRAP_SERVERS = "bootstrap-servers";
    static final String REGISTRY_URL = "registry-url";
    static final String PHASE = "phase";
    static final String UP = "up";

    /** Prefix of the port of a process. */
    static final String PORT = "port.";
    /** Prefix of the URL of the health endpoint of a service. */
    static final String HEALTH = "health.";

    private static final String PROCESS = "process.";
    private static final String LAUNCHER = "launcher";
    private static final long ORPHANS_END_SECONDS = 45;
    private static final long KILL_SECONDS = 10;

    /**
     * Identifies a process by id and start time, because ids are reused.
     *
     * @param startedMillis since the epoch; 0 if unknown
     */
    private record ProcessIdentity(long pid, long startedMillis) {
        static ProcessIdentity of(ProcessHandle handle) {
            return new ProcessIdentity(handle.pid(), started(handle));
        }

        /**
         * Parses the result of {@link #text}.
         */
        static ProcessIdentity parse(String text) {
            int at = text.indexOf('@');
            return new ProcessIdentity(Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
        }

        String text() {
            return pid + "@" + startedMillis;
        }

        /** Empty if the process has ended. */
        Optional<ProcessHandle> handle() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(found -> started(found) == startedMillis);
        }

        private static long started(ProcessHandle handle) {
            return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    private final Map<String, String> values;

    private RunningStack(Map<String, String> values) {
        this.values = values;
    }

    /** Replaces the state file. */
    static void write(StackFolder folder, Map<String, String> facts, List<? extends StackProcess> members) {
        Map<String, String> values = new LinkedHashMap<>(facts);
        values.put(LAUNCHER, ProcessIdentity.of(ProcessHandle.current()).text());
        for (StackProcess member : members) {
            ProcessHandle.of(member.pid())
                    .map(ProcessIdentity::of)
                    .or(() -> Optional.of(new ProcessIdentity(member.pid(), 0)))
                    .filter(process -> process.pid() != 0)
                    .ifPresent(process -> values.put(PROCESS + member.name(), process.text()));
        }
        SecretFile.writeProperties(folder.state(), values);
    }

    /** Empty if no launcher of the folder is running. */
    static Optional<RunningStack> in(StackFolder folder) {
        return lastIn(folder).filter(stack -> stack.launcher().isPresent());
    }

    /** @throws IllegalStateException if no launcher of the folder is running */
    static RunningStack require(StackFolder folder) {
        return in(folder).orElseThrow(() -> new IllegalStateException("nothing is up; ./soprano up starts it"));
    }

    /** Also returns the state of a launcher that was killed. */
    static Optional<RunningStack> lastIn(StackFolder folder) {
        Map<String, String> values = SecretFile.readProperties(folder.state());
        return values.isEmpty() ? Optional.empty() : Optional.of(new RunningStack(values));
    }

    Optional<ProcessHandle> launcher() {
        return Optional.ofNullable(values.get(LAUNCHER))
                .map(ProcessIdentity::parse)
                .flatMap(ProcessIdentity::handle);
    }

    boolean isUp() {
        return UP.equals(values.get(PHASE));
    }

    String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is missing from the state of the running stack");
        }
        return value;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The processes by name; empty for a process that has ended. */
    Map<String, Optional<ProcessHandle>> processes() {
        Map<String, Optional<ProcessHandle>> processes = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(PROCESS)) {
                processes.put(
                        name.substring(PROCESS.length()),
                        ProcessIdentity.parse(value).handle());
            }
        });
        return processes;
    }

    List<ProcessHandle> liveProcesses() {
        return processes().values().stream().flatMap(Optional::stream).toList();
    }

    /**
     * Waits for the end of the processes of a killed launcher, which their watchers stop, and kills the remaining ones.
     * Two processes must never use the same data.
     */
    static void endOrphans(StackFolder folder, Consumer<String> log) {
        List<ProcessHandle> left =
                lastIn(folder).map(RunningStack::liveProcesses).orElse(List.of());
        if (left.isEmpty()) {
            return;
        }
        log.accept("waiting for " + left.size() + " processes of an earlier run to end");
        if (!awaitEnd(left, ORPHANS_END_SECONDS)) {
            left.forEach(ProcessHandle::destroyForcibly);
            if (!awaitEnd(left, KILL_SECONDS)) {
                throw new IllegalStateException("processes of an earlier run do not end: " + left);
            }
        }
    }

    /** Returns whether all processes end in time. */
    static boolean awaitEnd(Collection<ProcessHandle> processes, long seconds) {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for processes", e);
        }
    }
}
