package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import info.sopranoexch.schemas.deploy.TopicProperties;
import info.sopranoexch.systemtests.MerchantClient.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With two instances of each service, {@code kill -9} of one interrupts creates for less than 7 s. The time is measured
 * for each partition: from the kill to the first later create with status 201.
 */
class KilledInstanceSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(7);
    private static final Duration WATCHED = Duration.ofSeconds(60);
    private static final Duration BETWEEN_CREATES = Duration.ofMillis(20);

    private static final LocalStack STACK = Stack.shared();

    @ParameterizedTest
    @ValueSource(strings = {"payment-service-2", "api-gateway-2"})
    void answersCreatesWithinSevenSecondsOfAKill(String victim) throws Exception {
        StackProcess member = STACK.member(victim);
        try (var receiver = new WebhookReceiver();
                var load = new Load(Stack.newMerchant(receiver))) {
            load.awaitAllPartitions();
            long killedNanos = System.nanoTime();
            member.kill();
            load.begin();
            Duration gap = Duration.ofNanos(load.awaitAllPartitions() - killedNanos);
            System.out.printf(Locale.ROOT, "killed %s: creates interrupted for %d ms%n", victim, gap.toMillis());

            assertThat(load.refused()).isEmpty();
            assertThat(gap).isLessThan(LIMIT);
        } finally {
            member.start();
        }
    }

    /** Sends creates at a constant rate to the gateway that remains up. */
    private static final class Load implements AutoCloseable {
        private final TestMerchant merchant;
        private final Map<Integer, Long> firstCreated = new ConcurrentHashMap<>();
        private final Queue<String> refused = new ConcurrentLinkedQueue<>();
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private volatile long beginNanos = System.nanoTime();

        private Load(TestMerchant merchant) {
            this.merchant = merchant;
            clock.scheduleAtFixedRate(
                    () -> threads.execute(this::create), 0, BETWEEN_CREATES.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Ignores creates that were sent before. */
        private void begin() {
            beginNanos = System.nanoTime();
            firstCreated.clear();
        }

        private void create() {
            long sent = System.nanoTime();
            try {
                Response response = merchant.client()
                        .createPayment(
                                merchant.merchantId(), "3.00", UUID.randomUUID().toString());
                if (response.status() == 201 && sent >= beginNanos) {
                    firstCreated.putIfAbsent(partition(response.text("payment_id")), System.nanoTime());
                } else if (response.status() != 201 && response.status() != 202) {
                    refused.add(response.toString());
                }
            } catch (IOException e) {
                refused.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static int partition(String paymentId) {
            return BuiltInPartitioner.partitionForKey(
                    paymentId.getBytes(StandardCharsets.UTF_8), TopicProperties.DEFAULT_PARTITIONS);
        }

        /**
         * Returns the {@code nanoTime} at which the last partition had its first create with status 201.
         */
        private long awaitAllPartitions() {
            await().atMost(WATCHED).until(() -> firstCreated.size() == TopicProperties.DEFAULT_PARTITIONS);
            return firstCreated.values().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElseThrow();
        }

        /** Other statuses than 201 and 202, and failures. */
        private List<String> refused() {
            return List.copyOf(refused);
        }

        @Override
        public void close() {
            clock.shutdownNow();
            threads.close();
        }
    }
}
