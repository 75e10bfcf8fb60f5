package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.LocalProcess;
import info.sopranoexch.localstack.infrastructure.Supervisor;
import info.sopranoexch.localstack.infrastructure.Supervisor.Backoff;
import info.sopranoexch.systemtests.MerchantClient.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Fills the disk of Kafka, which stops and is restarted. All work continues once the disk has space again. Kafka's data
 * are on a small file system; without the right to mount the test is skipped.
 */
class FullDiskSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final int BATCH = 10;
    private static final int FREE_KILOBYTES = 32 * 1024;

    private static final LocalStack STACK = Stack.shared();
    private final LocalProcess kafka = (LocalProcess) STACK.member("kafka");
    private final Path data = Stack.home().toAbsolutePath().resolve("data/kafka/data");
    private final Path original = data.resolveSibling("data.original");
    private final Path ballast = data.resolve("ballast");
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Set<String> acknowledged = new HashSet<>();
    private boolean isMounted;

    @BeforeEach
    void moveDataToSmallFileSystem() throws Exception {
        kafka.stop();
        Files.move(data, original);
        Files.createDirectory(data);
        long kilobytes = Long.parseLong(run("du", "-sk", original.toString()).split("\\s")[0]) + FREE_KILOBYTES;
        isMounted = isSuccessful("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "full-disk", data.toString());
        assumeThat(isMounted).as("SKIPPED: no file system can be mounted here").isTrue();
        copy(original, data);
        kafka.start();
    }

    @AfterEach
    void moveDataBack() throws Exception {
        kafka.stop();
        if (isMounted) {
            Files.deleteIfExists(ballast);
            run("find", original.toString(), "-mindepth", "1", "-delete");
            copy(data, original);
            run("umount", data.toString());
        }
        Files.delete(data);
        Files.move(original, data);
        kafka.start();
    }

    @Test
    void losesNoAcknowledgedPaymentOnFullDisk() throws Exception {
        try (var receiver = new WebhookReceiver();
                var _ = new Supervisor(List.of(kafka), BACKOFF, this::log, () -> {})) {
            TestMerchant merchant = Stack.newMerchant(receiver);
            await().atMost(LIMIT).until(() -> create(merchant) == 201);
            for (int number = 0; number < BATCH; number++) {
                create(merchant);
            }
            fillDisk();
            // Kafka has tried to start on the full disk.
            await().atMost(LIMIT).until(() -> {
                create(merchant);
                return said.stream()
                                .filter(line -> line.contains("is restarted in"))
                                .count()
                        >= 2;
            });

            Files.delete(ballast);

            await().atMost(LIMIT).until(() -> create(merchant) == 201);
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(acknowledged)
                            .allSatisfy(paymentId -> assertThat(
                                            merchant.client().payment(paymentId).status())
                                    .isEqualTo(200)));
        }
    }

    private void log(String message) {
        System.out.println(message);
        said.add(message);
    }

    /** Returns the status of the response, or 0 without one. Remembers an acknowledged payment. */
    private int create(TestMerchant merchant) throws InterruptedException {
        try {
            Response response = merchant.client()
                    .createPayment(
                            merchant.merchantId(), "3.00", UUID.randomUUID().toString());
            if (response.status() == 201 || response.status() == 202) {
                acknowledged.add(response.text("payment_id"));
            }
            return response.status();
        } catch (IOException e) {
            return 0;
        }
    }

    private void fillDisk() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        run("cp", "-a", "--sparse=always", from + "/.", to.toString());
    }

    private static boolean isSuccessful(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.inputReader()) {
            String text = output.readAllAsString();
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        }
    }
}
