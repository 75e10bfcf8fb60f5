package info.sopranoexch.benchmarks.deliveries;

import info.sopranoexch.localstack.infrastructure.JavaCommand;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the dispatcher's jar in a separate process with the memory of production. Its output goes to {@code
 * target/dispatcher.log}.
 */
final class DispatcherProcess implements AutoCloseable {
    private final Process process;

    DispatcherProcess(Map<String, String> environment) throws IOException {
        Path jar = ProjectRoot.find().resolve("webhook-dispatcher/target/webhook-dispatcher-0.1.0-SNAPSHOT.jar");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(JavaCommand.ROOT_LOCALE);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Files.createDirectories(Path.of("target"));
        process = builder.redirectOutput(new File("target/dispatcher.log")).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Resident memory in MiB. */
    long residentMiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    /** Processor time in seconds since the start. */
    double cpuSeconds() {
        return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
