package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a running stack says of itself in a file, for commands that run in another process. */
public final class RunningStack {
    private static final String PID = "pid.";
    private static final String LAUNCHER = "launcher";

    private final Map<String, String> values;

    private RunningStack(Map<String, String> values) {
        this.values = values;
    }

    static void write(Path file, LocalStack stack) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(LAUNCHER, String.valueOf(ProcessHandle.current().pid()));
        values.put("api-url", stack.apiUrl());
        values.put("sandbox-url", stack.sandboxUrl());
        values.put("admin-key", stack.adminKey());
        values.put("bootstrap-servers", stack.bootstrapServers());
        values.put("registry-url", stack.registryUrl());
        stack.pids().forEach((name, pid) -> values.put(PID + name, String.valueOf(pid)));
        String text = values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            SecretFile.write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when no stack of that folder runs; the file of a launcher that was killed counts as none. */
    static Optional<RunningStack> in(StackFolder folder) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            if (!Files.exists(folder.state())) {
                return Optional.empty();
            }
            for (String line : Files.readAllLines(folder.state())) {
                int equals = line.indexOf('=');
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var stack = new RunningStack(values);
        return stack.launcher().filter(ProcessHandle::isAlive).map(_ -> stack);
    }

    Optional<ProcessHandle> launcher() {
        return handle(values.get(LAUNCHER));
    }

    String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is missing from the state of the running stack");
        }
        return value;
    }

    /** Each process by name; empty when it is gone. */
    Map<String, Optional<ProcessHandle>> processes() {
        Map<String, Optional<ProcessHandle>> processes = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(PID)) {
                processes.put(name.substring(PID.length()), handle(value).filter(ProcessHandle::isAlive));
            }
        });
        return processes;
    }

    private static Optional<ProcessHandle> handle(@Nullable String pid) {
        return pid == null ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
    }
}
