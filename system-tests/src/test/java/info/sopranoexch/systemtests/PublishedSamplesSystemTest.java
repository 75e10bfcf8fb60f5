package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.localstack.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the published samples and the examples of this project. */
class PublishedSamplesSystemTest {
    private static final long LIMIT_SECONDS = 120;

    private static final LocalStack STACK = Stack.shared();
    private static TestMerchant merchant;

    @BeforeAll
    static void open() throws Exception {
        try (var receiver = new WebhookReceiver()) {
            merchant = Stack.newMerchant(receiver);
        }
    }

    /** The samples use merchant 1, so they run with the key of the first account. */
    @Test
    void runsPublishedSamples() throws Exception {
        String output = run(
                Path.of("published-samples").toAbsolutePath(),
                "python3",
                "check.py",
                "--base-url",
                STACK.apiUrl(),
                "--api-key",
                Stack.firstApiKey());

        System.out.println(output);
        assertThat(output).contains(" 0 failed,");
    }

    @Test
    void runsExamples() throws Exception {
        Path examples = Stack.PROJECT.resolve("examples");
        assertThat(run(examples, "sh", "create-payment.sh")).contains("\"status\":\"pending\"");
        assertThat(run(examples, "python3", "create_payment.py")).contains(" is pending");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(run(examples, java, "CreatePayment.java")).contains(" is pending");
        for (List<String> command :
                List.of(List.of("node", "create-payment.mjs"), List.of("php", "create_payment.php"))) {
            if (isThere(command.getFirst())) {
                assertThat(run(examples, command.toArray(String[]::new))).contains(" is pending");
            } else {
                System.out.println("SKIPPED " + command + ": " + command.getFirst() + " is not installed");
            }
        }
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("example", ".log");
        try {
            var builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("SOPRANO_BASE_URL", STACK.apiUrl());
            builder.environment().put("SOPRANO_API_KEY", merchant.apiKey());
            builder.environment().put("SOPRANO_MERCHANT_ID", String.valueOf(merchant.merchantId()));
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            Process process = builder.start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ended in time: %s", List.of(command), text).isTrue();
            assertThat(process.exitValue()).as("%s: %s", List.of(command), text).isZero();
            return text;
        } finally {
            Files.delete(output);
        }
    }
}
