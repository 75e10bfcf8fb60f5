package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Supervisor.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a process that runs while a file exists and dies at its start otherwise. */
class SupervisorIT {
    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofMinutes(1));
    private static final Backoff SLOW = new Backoff(Duration.ofHours(1), Duration.ofHours(1), Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    private Process process;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final AtomicInteger restarts = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        Files.createFile(condition());
        process = new Process();
        process.start();
    }

    @AfterEach
    void end() {
        process.kill();
    }

    @Test
    void restartsDeadProcess() {
        long first = process.pid();
        try (var _ = supervisor(QUICK)) {
            killFromOutside();

            await().until(() -> restarts.get() == 1);
            assertThat(process.isAlive()).isTrue();
            assertThat(process.pid()).isNotEqualTo(first);
            assertThat(said).anyMatch(line -> line.contains("sleeper (process " + first + ") died with status 137"));
            assertThat(said).contains("sleeper is up again, process " + process.pid());
        }
    }

    @Test
    void doublesPauseUpToLimitUntilProcessStarts() throws Exception {
        try (var _ = supervisor(QUICK)) {
            Files.delete(condition());
            killFromOutside();
            await().until(() -> pauses().size() >= 5);
            assertThat(pauses().stream().limit(5))
                    .containsExactly(
                            "sleeper is restarted in 10 ms",
                            "sleeper is restarted in 20 ms, failure 2 in a row",
                            "sleeper is restarted in 40 ms, failure 3 in a row",
                            "sleeper is restarted in 40 ms, failure 4 in a row",
                            "sleeper is restarted in 40 ms, failure 5 in a row");

            Files.createFile(condition());

            await().until(() -> restarts.get() == 1);
            assertThat(process.isAlive()).isTrue();
        }
    }

    @Test
    void startsAtOnceOnRequest() {
        try (var supervisor = supervisor(SLOW)) {
            killFromOutside();
            await().until(() -> pauses().size() == 1);

            await().until(() -> {
                supervisor.startNow("sleeper");
                return restarts.get() == 1;
            });
            assertThat(process.isAlive()).isTrue();
        }
    }

    @Test
    void leavesIntentionallyKilledProcessDown() {
        try (var supervisor = supervisor(SLOW)) {
            killFromOutside();
            await().until(() -> pauses().size() == 1);
            process.kill();

            await().until(() -> {
                supervisor.startNow("sleeper");
                return said.contains("sleeper is not restarted: it was stopped on purpose");
            });
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void restartsNothingAfterClose() {
        Supervisor supervisor = supervisor(SLOW);
        killFromOutside();
        await().until(() -> pauses().size() == 1);

        supervisor.close();
        supervisor.startNow("sleeper");

        assertThat(restarts).hasValue(0);
        assertThat(process.isAlive()).isFalse();
    }

    private Supervisor supervisor(Backoff backoff) {
        return new Supervisor(List.of(process), backoff, said::add, restarts::incrementAndGet);
    }

    private void killFromOutside() {
        ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();
    }

    private List<String> pauses() {
        return said.stream().filter(line -> line.contains(" is restarted in ")).toList();
    }

    private Path condition() {
        return folder.resolve("condition");
    }

    private final class Process extends LocalProcess {
        private Process() {
            super("sleeper", folder.resolve("sleeper.log"), 0);
        }

        @Override
        protected ChildProcess launch() {
            List<String> command = List.of(
                    "/bin/sh",
                    "-c",
                    "test -e \"$0\" && exec sleep 1000",
                    condition().toString());
            return ChildProcess.start(name(), ChildProcess.Shutdown.by("TERM"), command, Map.of(), folder, log());
        }

        @Override
        protected void probe() {
            if (!Files.exists(condition())) {
                throw new IllegalStateException("the condition is missing");
            }
        }

        @Override
        protected Duration startLimit() {
            return Duration.ofSeconds(30);
        }
    }
}
