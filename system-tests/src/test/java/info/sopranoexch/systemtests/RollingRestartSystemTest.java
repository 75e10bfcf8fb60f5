package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.Parallel;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import info.sopranoexch.systemtests.RollingLoad.Sent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Restarts every instance under load, as a deployment does: one instance of a service at a time, two services in
 * parallel.
 */
class RollingRestartSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Time for a graceful stop before a kill. */
    private static final Duration GRACE = Duration.ofSeconds(25);

    private static final int MORE = 20;

    private static final LocalStack STACK = Stack.shared();
    private static final List<List<String>> TOGETHER = List.of(
            List.of("api-gateway", "webhook-dispatcher"),
            List.of("api-gateway-2", "webhook-dispatcher-2"),
            List.of("payment-service", "provider-adapter"),
            List.of("payment-service-2", "provider-adapter-2"));

    @Test
    void failsNoRequestDuringRollingRestart() throws Exception {
        try (var receiver = new WebhookReceiver();
                var balancer = new Balancer(List.of(STACK.apiUrl(), STACK.apiUrl("api-gateway-2")))) {
            TestMerchant merchant = Stack.newMerchant(receiver);
            List<Sent> sent;
            try (var load = new RollingLoad(balancer, merchant)) {
                awaitMore(load);
                // All instances run and start with the schema of a later release from here on.
                NextRelease.migrate(STACK);
                awaitMore(load);
                for (List<String> together : TOGETHER) {
                    Parallel.run(together.stream()
                            .<Runnable>map(name -> () -> restart(STACK.member(name)))
                            .toList());
                    // Some payments with all instances before the next restart.
                    awaitMore(load);
                }
                sent = load.finish();
            }

            assertThat(sent).hasSizeGreaterThan(100);
            assertThat(sent.stream().flatMap(one -> one.failures().stream())).isEmpty();
            System.out.printf(
                    Locale.ROOT,
                    "rolling restart: %d payments, %d of them answered 202, slowest create %d ms%n",
                    sent.size(),
                    sent.stream().filter(one -> one.created() == 202).count(),
                    sent.stream().mapToLong(Sent::createMillis).max().orElse(0));
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(Outcomes.states(merchant)).isEqualTo(allPaid(sent)));
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat(Outcomes.lastStatuses(receiver)).isEqualTo(allPaid(sent)));
            sent.forEach(one -> Outcomes.assertOrder(receiver, one.paymentId()));
        }
    }

    private static void restart(StackProcess member) {
        long begin = System.nanoTime();
        member.stop();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(took).as("%s stops by itself", member.name()).isLessThan(GRACE);
        member.start();
        System.out.printf(
                Locale.ROOT,
                "rolling restart: %s stopped in %d ms, back after %d ms%n",
                member.name(),
                took.toMillis(),
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }

    private static void awaitMore(RollingLoad load) {
        int before = load.done();
        await().atMost(LIMIT).until(() -> load.done() > before + MORE);
    }

    private static Map<String, String> allPaid(List<Sent> sent) {
        Map<String, String> paid = new HashMap<>();
        sent.forEach(one -> paid.put(one.paymentId(), "success"));
        return paid;
    }
}
