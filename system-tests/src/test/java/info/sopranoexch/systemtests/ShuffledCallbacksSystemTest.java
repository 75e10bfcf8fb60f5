package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.systemtests.ShuffledCallbacks.Call;
import info.sopranoexch.systemtests.WebhookReceiver.Webhook;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Sends ten thousand callbacks with duplicates, in random order, some of them forged. */
class ShuffledCallbacksSystemTest extends MerchantFixture {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int PAYMENTS = 2_000;
    private static final int UNKNOWN = 50;
    private static final int CALLBACKS = 10_000;
    private static final int FORGED = 1_000;
    private static final int CONCURRENT_CALLS = 32;
    private static final long SEED = 20_261_124;
    private static final Outcomes.Ended NO_WEBHOOK = new Outcomes.Ended("pending", 0);

    /**
     * The observed or expected outcome of a payment.
     *
     * @param stored invoice data in the database
     * @param webhookStatuses in order
     * @param refundEnds number of webhooks about the end of a refund
     * @param lastWebhook state in the last webhook
     * @param timelineStatuses in order
     * @param timelineCallbacks versions of the callbacks in the timeline
     * @param quarantineReasons of the payment's quarantined callbacks
     */
    private record PaymentOutcome(
            Outcomes.Ended end,
            PaymentDatabase.InvoiceData stored,
            List<String> webhookStatuses,
            long refundEnds,
            Outcomes.Ended lastWebhook,
            List<String> timelineStatuses,
            List<Long> timelineCallbacks,
            List<String> quarantineReasons) {
        /** @param received statuses; they decide only on statuses that a newer change may skip */
        static PaymentOutcome expected(CallbackScenario scenario, List<String> received) {
            var end = new Outcomes.Ended(scenario.finalStatus(), scenario.refundedMinor());
            List<String> statuses = scenario.expectedStatuses(received);
            List<Long> callbacks = scenario.changes.stream()
                    .map(CallbackScenario.Change::version)
                    .toList();
            CallbackScenario.Change newest = scenario.changes.getLast();
            var stored = new PaymentDatabase.InvoiceData(newest.paidMinor(), newest.status(), newest.version());
            long refunds = scenario.changes.stream()
                    .filter(change -> change.refundedMinor() > 0)
                    .count();
            return new PaymentOutcome(end, stored, statuses, refunds, end, statuses, callbacks, List.of());
        }
    }

    private final Random random = new Random(SEED);
    private final Semaphore permits = new Semaphore(CONCURRENT_CALLS);
    private final LongAdder unavailable = new LongAdder();

    @Test
    void appliesTenThousandCallbacksExactlyOnce() throws Exception {
        Map<String, CallbackScenario> known = scenarios(created());
        Map<String, CallbackScenario> unknown = scenarios(notCreated());
        Map<String, CallbackScenario> all = new LinkedHashMap<>(known);
        all.putAll(unknown);
        Map<String, String> invoices = invoices(known.keySet());
        unknown.keySet().forEach(paymentId -> invoices.put(paymentId, "inv_" + paymentId));
        ShuffledCallbacks callbacks = ShuffledCallbacks.of(all, invoices, CALLBACKS, FORGED, random);
        assertThat(callbacks.calls()).hasSize(CALLBACKS);
        assertThat(callbacks.forged()).isEqualTo(FORGED);
        assertThat(callbacks.duplicates()).isGreaterThan(CALLBACKS / 3);
        assertThat(callbacks.reordered()).isGreaterThan(CALLBACKS / 3);
        long dead = DeadLetterCounts.total();

        send(callbacks.calls());
        awaitDrained();

        List<String> differing = differing(known);
        Map<String, List<String>> quarantined = PaymentDatabase.quarantined(unknown.keySet());
        Map<String, List<String>> quarantine = new HashMap<>();
        unknown.forEach((paymentId, scenario) ->
                quarantine.put(paymentId, Collections.nCopies(scenario.changes.size(), "unknown_payment")));
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(differing).isEmpty();
            softly.assertThat(quarantined).isEqualTo(quarantine);
            softly.assertThat(DeadLetterCounts.total()).isEqualTo(dead);
        });
    }

    /** Creates the payments and waits until payment-service has stored all of them. */
    private List<String> created() throws Exception {
        List<String> payments = concurrently(Collections.nCopies(PAYMENTS, this::create));
        await().atMost(LIMIT)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(Outcomes.states(merchant)).containsOnlyKeys(payments));
        return payments;
    }

    /** Waits until the sandbox has created an invoice for each payment. */
    private Map<String, String> invoices(Collection<String> payments) {
        return await().atMost(LIMIT)
                .pollInterval(POLL)
                .until(
                        () -> PaymentDatabase.invoices(merchant.merchantId()),
                        invoices -> invoices.keySet().containsAll(payments));
    }

    private String create() throws IOException, InterruptedException {
        var response = merchant.client()
                .createPayment(
                        merchant.merchantId(),
                        ShuffledCallbacks.AMOUNT,
                        UUID.randomUUID().toString());
        assertThat(response.status()).as("%s", response.body()).isIn(201, 202);
        return response.text("payment_id");
    }

    private static List<String> notCreated() {
        return Stream.generate(() -> "pay_" + UUID.randomUUID().toString().replace("-", ""))
                .limit(UNKNOWN)
                .toList();
    }

    private static Map<String, CallbackScenario> scenarios(List<String> payments) {
        Map<String, CallbackScenario> scenarios = new LinkedHashMap<>();
        payments.forEach(paymentId -> scenarios.put(
                paymentId, CallbackScenario.values()[scenarios.size() % CallbackScenario.values().length]));
        return scenarios;
    }

    private void send(List<Call> calls) throws Exception {
        var paymoon = new Paymoon(Stack.shared().paymoonSecret());
        List<Integer> responses = concurrently(calls.stream()
                .map(call -> (Callable<Integer>) () -> callUntilAccepted(paymoon, call))
                .toList());
        System.out.printf(Locale.ROOT, "%d callbacks received 503 at first%n", unavailable.sum());
        for (int number = 0; number < calls.size(); number++) {
            Call call = calls.get(number);
            assertThat(responses.get(number)).as("%s", call).isEqualTo(call.forgery() == null ? 200 : 401);
        }
    }

    /** An overloaded gateway responds 503, and Paymoon repeats the callback. */
    private int callUntilAccepted(Paymoon paymoon, Call call) throws IOException, InterruptedException {
        int first = paymoon.call(call);
        if (first != 503) {
            return first;
        }
        unavailable.increment();
        return await().atMost(LIMIT).until(() -> paymoon.call(call), status -> status != 503);
    }

    /**
     * Waits until all stored callbacks are applied and all webhooks are delivered. Offsets are committed after the effects
     * of their records.
     */
    private void awaitDrained() {
        try (var backlog = new Backlog()) {
            await().atMost(LIMIT)
                    .pollInterval(POLL)
                    .untilAsserted(() -> assertThat(backlog.of("payment-service", Topics.PROVIDER_EVENTS))
                            .isZero());
            await().atMost(LIMIT)
                    .pollInterval(POLL)
                    .untilAsserted(() -> assertThat(backlog.of("webhook-dispatcher", Topics.PAYMENT_EVENTS))
                            .isZero());
        }
        await().atMost(LIMIT).pollInterval(POLL).untilAsserted(() -> {
            JsonNode counts = merchant.client()
                    .get("/merchant/" + merchant.merchantId() + "/webhook/counts")
                    .body()
                    .path("data")
                    .path(0);
            assertThat(counts.path("accepted").asLong()).isPositive();
            assertThat(counts.path("pending").asLong()).as("%s", counts).isZero();
            assertThat(counts.path("parked").asLong()).as("%s", counts).isZero();
            assertThat(counts.path("delivered").asLong())
                    .as("%s", counts)
                    .isEqualTo(counts.path("accepted").asLong());
        });
    }

    /** Describes payments whose outcome differs from their scenario. */
    private List<String> differing(Map<String, CallbackScenario> scenarios) throws Exception {
        Map<String, Outcomes.Ended> ends = Outcomes.ends(merchant);
        Map<String, PaymentDatabase.InvoiceData> stored = PaymentDatabase.invoiceData(merchant.merchantId());
        Map<String, List<Webhook>> webhooks = Outcomes.webhooks(receiver);
        Map<String, List<String>> quarantined = PaymentDatabase.quarantined(scenarios.keySet());
        List<Callable<String>> comparisons = new ArrayList<>();
        scenarios.forEach((paymentId, scenario) -> comparisons.add(() -> {
            List<Webhook> received = Outcomes.assertOrder(paymentId, webhooks.getOrDefault(paymentId, List.of()));
            List<String> statuses = received.stream()
                    .filter(Webhook::isStatus)
                    .map(Webhook::status)
                    .toList();
            JsonNode timeline = merchant.client()
                    .get("/payment/" + paymentId + "/timeline")
                    .body()
                    .path("data");
            var observed = new PaymentOutcome(
                    ends.get(paymentId),
                    stored.get(paymentId),
                    statuses,
                    received.size() - statuses.size(),
                    received.isEmpty() ? NO_WEBHOOK : Outcomes.state(received.getLast()),
                    statuses(timeline),
                    callbacks(timeline),
                    quarantined.getOrDefault(paymentId, List.of()));
            PaymentOutcome expected = PaymentOutcome.expected(scenario, statuses);
            return observed.equals(expected)
                    ? ""
                    : String.format(Locale.ROOT, "%s %s%n  is %s%n  not %s%n", scenario, paymentId, observed, expected);
        }));
        return concurrently(comparisons).stream()
                .filter(comparison -> !comparison.isEmpty())
                .toList();
    }

    private static List<String> statuses(JsonNode timeline) {
        return timeline.valueStream()
                .filter(line -> line.path("data").has("to"))
                .map(line -> line.path("data").path("to").asText())
                .toList();
    }

    private static List<Long> callbacks(JsonNode timeline) {
        return timeline.valueStream()
                .filter(line -> line.path("type").asText().equals("provider.callback"))
                .map(line -> line.path("data").path("provider_version").asLong())
                .sorted()
                .toList();
    }

    private <T> List<T> concurrently(List<? extends Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                permits.acquire();
                running.add(threads.submit(() -> {
                    try {
                        return task.call();
                    } finally {
                        permits.release();
                    }
                }));
            }
            for (Future<T> one : running) {
                results.add(one.get());
            }
        }
        return results;
    }
}
