package info.sopranoexch.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code soprano-cli} as processes of a developer with a home folder of their own. */
final class CliProcess {
    /** @param text standard output and standard error */
    record Result(int status, String text) {}

    private final Path home;
    private final Map<String, String> environment;

    /** @param apiUrl base URL with {@code /api/v1} */
    CliProcess(Path home, String apiUrl, TestMerchant merchant) {
        this.home = home;
        this.environment = Map.of(
                "SOPRANO_BASE_URL",
                apiUrl,
                "SOPRANO_API_KEY",
                merchant.apiKey(),
                "SOPRANO_SANDBOX_URL",
                Stack.shared().sandboxUrl(),
                "XDG_CONFIG_HOME",
                home.resolve("config").toString(),
                "XDG_STATE_HOME",
                home.resolve("state").toString());
    }

    /** Starts a command that runs until it is ended. Its output goes to {@code target/soprano-cli.log}. */
    Process start(String... arguments) throws IOException {
        return builder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "soprano-cli.log").toFile()))
                .start();
    }

    /** Runs a command to its end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "command", ".txt");
        Process process = builder(arguments).redirectOutput(output.toFile()).start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the command did not end: " + String.join(" ", arguments));
        }
        return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private ProcessBuilder builder(String... arguments) {
        Path module = Stack.PROJECT.resolve("cli").resolve("target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                module.resolve("soprano-cli-0.1.0-SNAPSHOT.jar") + ":" + module.resolve("libs") + "/*",
                "info.sopranoexch.cli.SopranoCli"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }
}
