package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.Member;
import info.sopranoexch.localstack.infrastructure.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a running stack says of itself in a file, for commands that run in another process. */
public final class RunningStack {
    static final String API_URL = "api-url";
    static final String SANDBOX_URL = "sandbox-url";
    static final String BOOTSTRAP_SERVERS = "bootstrap-servers";
    static final String REGISTRY_URL = "registry-url";
    static final String DATABASE_URL = "database-url";
    static final String PHASE = "phase";
    static final String UP = "up";

    /** Followed by the name of a process: the port that it serves on. */
    static final String PORT = "port.";
    /** Followed by the name of a process: the URL that tells its health as Spring Boot does. */
    static final String HEALTH = "health.";

    private static final String PROCESS = "process.";
    private static final String LAUNCHER = "launcher";

    private final Map<String, String> values;

    private RunningStack(Map<String, String> values) {
        this.values = values;
    }

    /** Replaces what was said before. */
    static void write(StackFolder folder, Map<String, String> facts, List<? extends Member> members) {
        Map<String, String> values = new LinkedHashMap<>(facts);
        values.put(LAUNCHER, ProcessIdentity.of(ProcessHandle.current()).text());
        for (Member member : members) {
            ProcessHandle.of(member.pid())
                    .map(ProcessIdentity::of)
                    .or(() -> Optional.of(new ProcessIdentity(member.pid(), 0)))
                    .filter(process -> process.pid() != 0)
                    .ifPresent(process -> values.put(PROCESS + member.name(), process.text()));
        }
        SecretFile.writeProperties(folder.state(), values);
    }

    /** Empty when no launcher of that folder lives. */
    static Optional<RunningStack> in(StackFolder folder) {
        return lastIn(folder).filter(stack -> stack.launcher().isPresent());
    }

    /** @throws IllegalStateException when no launcher of that folder lives */
    static RunningStack require(StackFolder folder) {
        return in(folder).orElseThrow(() -> new IllegalStateException("nothing is up; ./soprano up starts it"));
    }

    /** The same, whether or not its launcher still lives. */
    static Optional<RunningStack> lastIn(StackFolder folder) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(folder.state())) {
                int equals = line.indexOf('=');
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new RunningStack(values));
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

    /** Each process by name; empty when it is gone. */
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
}
