package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.Progress;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import info.sopranoexch.systemtests.MerchantClient.Response;
import info.sopranoexch.systemtests.OpenLoad.RequestResult;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends four times as many creates as the stack can process, also during the outage of a component. No process dies or
 * leaks memory, every request gets a response, and the stack recovers within seconds. {@code
 * -Dsoprano.overload.seconds=60} prolongs the phases.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverloadSystemTest {
    private static final Duration PHASE = Duration.ofSeconds(Integer.getInteger("soprano.overload.seconds", 3));
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final Duration STARTED = Duration.ofSeconds(60);
    private static final int TIMES_CAPACITY = 4;
    /** The size after a full collection. */
    private static final double MOST_HEAP = 0.75;

    private static final List<String> SERVICES =
            List.of("api-gateway", "payment-service", "provider-adapter", "webhook-dispatcher");
    private static final Set<String> REFUSALS =
            Set.of("overloaded", "command_not_accepted", "service_unavailable", "request_expired");

    private LocalStack stack;
    private Map<String, Long> processes;
    private Paymoon paymoon;
    private MerchantClient merchant;
    private long merchantId;
    private OpenLoad load;
    private int capacity;

    /** A separate stack, because these tests leave a backlog. */
    @BeforeAll
    void start() throws Exception {
        Path home = Files.createDirectories(Path.of("target", "overload-stack")).toRealPath();
        stack = LocalStack.start(new LocalStack.Options(Stack.PROJECT, home, true, true, 1), new Progress(System.out));
        var admin = MerchantClient.admin(stack.apiUrl(), stack.adminKey());
        String key = await().atMost(STARTED)
                .until(
                        () -> admin.post("/admin/api-keys", "{\"name\":\"overload\"}"),
                        response -> response.status() == 201)
                .text("key");
        merchant = new MerchantClient(stack.apiUrl(), key);
        merchantId = merchant.createMerchant("Overload", URI.create("http://127.0.0.1:9/webhook"))
                .body()
                .path("id")
                .asLong();
        paymoon = new Paymoon(stack.apiUrl(), stack.paymoonSecret());
        load = new OpenLoad(stack.apiUrl(), key, merchantId, paymoon);
        await().atMost(STARTED).until(this::works);
        capacity = load.measureCapacity();
        processes = stack.all().stream().collect(Collectors.toMap(StackProcess::name, StackProcess::pid));
    }

    @AfterAll
    void stop() {
        if (load != null) {
            load.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void rejectsExcessLoadAndCompletesTheRest() throws Exception {
        Queue<RequestResult> responses = overload();
        recovers(responses);

        assertThat(creates(responses, 201, 202))
                .as("of %d in %s at a capacity of %d/s", responses.size(), PHASE, capacity)
                .isGreaterThan(capacity * PHASE.toSeconds() / TIMES_CAPACITY);
        assertThat(responses)
                .filteredOn(response -> response.kind() != OpenLoad.Kind.CREATE)
                .as("other classes have room of their own")
                .extracting(RequestResult::status)
                .containsOnly(200);
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(strings = {"payment-service", "provider-adapter", "kafka", "postgres"})
    void survivesOverloadDuringOutage(String paused) throws Exception {
        StackProcess member = stack.member(paused);
        Queue<RequestResult> responses;
        member.pause();
        try {
            responses = overload();
        } finally {
            member.resume();
        }
        recovers(responses);
    }

    private Queue<RequestResult> overload() {
        return load.run(capacity * TIMES_CAPACITY, PHASE);
    }

    private void recovers(Queue<RequestResult> responses) throws Exception {
        long begun = System.nanoTime();
        await().atMost(RECOVERY).ignoreExceptionsInstanceOf(IOException.class).until(this::works);
        System.out.printf(
                Locale.ROOT, "works again after %d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        load.awaitResponses();
        System.out.print(OpenLoad.summary(responses));
        assertThat(responses).allSatisfy(OverloadSystemTest::isAllowed);
        assertThat(stack.all().stream().collect(Collectors.toMap(StackProcess::name, StackProcess::pid)))
                .as("nothing died and was started again")
                .isEqualTo(processes);
        assertThat(stack.all()).allMatch(StackProcess::isAlive);
        for (String service : SERVICES) {
            assertThat(heapAfterCollection(service)).as("%s", service).isLessThan(MOST_HEAP);
        }
        assertThat(load.someAccepted())
                .allSatisfy(paymentId -> await().atMost(STARTED)
                        .until(() -> merchant.payment(paymentId).status() == 200));
    }

    private static void isAllowed(RequestResult response) {
        switch (response.status()) {
            case 200, 201, 202 -> {}
            case 503 -> {
                assertThat(response.retryAfter()).as("%s", response).isPositive();
                if (response.kind() != OpenLoad.Kind.PAGE) {
                    assertThat(response.code()).as("%s", response).isIn(REFUSALS);
                }
            }
            // A payment with status 202 may not be applied yet.
            case 404 -> assertThat(response.kind()).isEqualTo(OpenLoad.Kind.READ);
            default -> assertThat(response).as("an answer that is not allowed").isNull();
        }
    }

    /** Creates a payment, opens its payer's page, pays and reads it. */
    private boolean works() throws IOException, InterruptedException {
        Response created =
                merchant.createPayment(merchantId, "3.00", UUID.randomUUID().toString());
        if (created.status() != 201) {
            return false;
        }
        String paymentId = created.text("payment_id");
        return load.page(paymentId) == 200
                && paymoon.call(OpenLoad.callback(paymentId), "3.00") == 200
                && merchant.payment(paymentId).status() == 200;
    }

    private static long creates(Queue<RequestResult> responses, Integer... statuses) {
        return responses.stream()
                .filter(response -> response.kind() == OpenLoad.Kind.CREATE)
                .filter(response -> List.of(statuses).contains(response.status()))
                .count();
    }

    /** The used share of the heap after a full collection. */
    private double heapAfterCollection(String service) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(stack.member(service).pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(output).isZero();
        Map<String, Double> heap = heap(service);
        double used = heap.getOrDefault("used", Double.NaN);
        double max = heap.getOrDefault("max", Double.NaN);
        System.out.printf(Locale.ROOT, "%s: %.0f of %.0f MB%n", service, used / 1e6, max / 1e6);
        return used / max;
    }

    private Map<String, Double> heap(String service) throws IOException, InterruptedException {
        String metrics = load.text(stack.managementUrl(service) + "/actuator/prometheus");
        Map<String, Double> sums = new LinkedHashMap<>();
        for (String figure : List.of("used", "max")) {
            sums.put(
                    figure,
                    metrics.lines()
                            .filter(line -> line.startsWith("jvm_memory_" + figure + "_bytes{area=\"heap\""))
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                            .sum());
        }
        return sums;
    }
}
