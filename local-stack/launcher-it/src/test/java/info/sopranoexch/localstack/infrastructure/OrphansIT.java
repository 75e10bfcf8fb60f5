package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A killed JVM leaves no child processes behind. */
class OrphansIT {
    @Test
    void endsChildrenOfKilledParent() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> children;
        try (BufferedReader output = parent.inputReader()) {
            children = Arrays.stream(output.readLine().split(" "))
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .flatMap(child ->
                            java.util.stream.Stream.concat(java.util.stream.Stream.of(child), child.descendants()))
                    .toList();
        } finally {
            parent.destroyForcibly();
        }
        // Three servers with one watcher each, and PostgreSQL's child processes.
        assertThat(children).hasSizeGreaterThan(8);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (ProcessHandle child : children) {
            child.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    static final class Parent {
        private Parent() {}

        public static void main(String[] args) throws InterruptedException {
            Infrastructure stack = Infrastructure.shared();
            System.out.println(stack.postgres().pid() + " " + stack.kafka().pid() + " "
                    + stack.registry().pid());
            Thread.currentThread().join();
        }
    }
}
