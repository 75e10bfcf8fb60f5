package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.systemtests.CallbackStorm.Call;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten thousand callbacks, doubled, reordered and some of them forged, leave exactly the right states. */
class CallbackStormSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int PAYMENTS = 2_000;
    private static final int UNKNOWN = 50;
    private static final int CALLBACKS = 10_000;
    private static final int FORGED = 1_000;
    private static final int AT_ONCE = 32;
    private static final long SEED = 20_261_124;
    private static final Outcomes.Ended NOTHING_TOLD = new Outcomes.Ended("pending", 0);

    /**
     * What became of a payment.
     *
     * @param known from Paymoon, which no merchant is told
     * @param told statuses of the webhooks
     * @param refundEnds number of webhooks that tell the end of a refund
     * @param lastTold how it stands by the last of them
     * @param moves statuses of its timeline
     * @param callbacks of its timeline, by their versions
     * @param quarantined why callbacks about it are set aside
     */
    private record Became(
            Outcomes.Ended end,
            PaymentDatabase.Known known,
            List<String> told,
            long refundEnds,
            Outcomes.Ended lastTold,
            List<String> moves,
            List<Long> callbacks,
            List<String> quarantined) {
        /** @param were told, as far as that is left to the order of arrival */
        static Became after(Story story, List<String> were) {
            var end = new Outcomes.Ended(story.end(), story.refundedMinor());
            List<String> told = story.mustBeTold(were);
            List<Long> callbacks =
                    story.changes.stream().map(Story.Change::version).toList();
            Story.Change newest = story.changes.getLast();
            var known = new PaymentDatabase.Known(newest.paidMinor(), newest.status(), newest.version());
            long refunds = story.changes.stream()
                    .filter(change -> change.refundedMinor() > 0)
                    .count();
            return new Became(end, known, told, refunds, end, told, callbacks, List.of());
        }
    }

    private final Random random = new Random(SEED);
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final LongAdder refused = new LongAdder();
    private WebhookReceiver receiver;
    private Stack.Shop shop;

    @BeforeEach
    void open() throws Exception {
        receiver = new WebhookReceiver();
        shop = Stack.newShop(receiver);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void tenThousandCallbacksLeaveExactlyTheRightStates() throws Exception {
        Map<String, Story> known = stories(created());
        Map<String, Story> unknown = stories(notCreated());
        Map<String, Story> all = new LinkedHashMap<>(known);
        all.putAll(unknown);
        Map<String, String> invoices = invoices(known.keySet());
        unknown.keySet().forEach(paymentId -> invoices.put(paymentId, "inv_" + paymentId));
        CallbackStorm storm = CallbackStorm.of(all, invoices, CALLBACKS, FORGED, random);
        assertThat(storm.calls()).hasSize(CALLBACKS);
        assertThat(storm.forged()).isEqualTo(FORGED);
        assertThat(storm.doubled()).isGreaterThan(CALLBACKS / 3);
        assertThat(storm.overtaken()).isGreaterThan(CALLBACKS / 3);
        long dead = DeadLetterCounts.total();

        send(storm.calls());
        awaitDrained();

        List<String> wrong = wrong(known);
        Map<String, List<String>> quarantined = PaymentDatabase.quarantined(unknown.keySet());
        Map<String, List<String>> quarantine = new HashMap<>();
        unknown.forEach((paymentId, story) ->
                quarantine.put(paymentId, Collections.nCopies(story.changes.size(), "unknown_payment")));
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(wrong).isEmpty();
            softly.assertThat(quarantined).isEqualTo(quarantine);
            softly.assertThat(DeadLetterCounts.total()).isEqualTo(dead);
        });
    }

    /** As Paymoon cannot know of a payment before, nothing is sent until payment-service has them all. */
    private List<String> created() throws Exception {
        List<String> payments = atOnce(Collections.nCopies(PAYMENTS, this::create));
        await().atMost(LIMIT)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(Outcomes.states(shop)).containsOnlyKeys(payments));
        return payments;
    }

    /** Of all of the payments: the sandbox creates an invoice for each. */
    private Map<String, String> invoices(Collection<String> payments) {
        return await().atMost(LIMIT)
                .pollInterval(POLL)
                .until(
                        () -> PaymentDatabase.invoices(shop.merchantId()),
                        invoices -> invoices.keySet().containsAll(payments));
    }

    private String create() throws IOException, InterruptedException {
        var answer = shop.client()
                .createPayment(
                        shop.merchantId(),
                        CallbackStorm.AMOUNT,
                        UUID.randomUUID().toString());
        assertThat(answer.status()).as("%s", answer.body()).isIn(201, 202);
        return answer.text("payment_id");
    }

    private static List<String> notCreated() {
        return Stream.generate(() -> "pay_" + UUID.randomUUID().toString().replace("-", ""))
                .limit(UNKNOWN)
                .toList();
    }

    private static Map<String, Story> stories(List<String> payments) {
        Map<String, Story> stories = new LinkedHashMap<>();
        payments.forEach(paymentId -> stories.put(paymentId, Story.values()[stories.size() % Story.values().length]));
        return stories;
    }

    private void send(List<Call> calls) throws Exception {
        var paymoon = new Paymoon(Stack.shared().paymoonSecret());
        List<Integer> answers = atOnce(calls.stream()
                .map(call -> (Callable<Integer>) () -> callUntilTaken(paymoon, call))
                .toList());
        System.out.printf(Locale.ROOT, "callback storm: %d callbacks were answered 503 first%n", refused.sum());
        for (int number = 0; number < calls.size(); number++) {
            Call call = calls.get(number);
            assertThat(answers.get(number)).as("%s", call).isEqualTo(call.forgery() == null ? 200 : 401);
        }
    }

    /** A machine that is too busy says 503, and Paymoon calls again. */
    private int callUntilTaken(Paymoon paymoon, Call call) throws IOException, InterruptedException {
        int first = paymoon.call(call);
        if (first != 503) {
            return first;
        }
        refused.increment();
        return await().atMost(LIMIT).until(() -> paymoon.call(call), status -> status != 503);
    }

    /**
     * Until everything that was kept has had its effect: an offset is committed when what follows from the record is
     * committed and published, and a webhook that was stored is pending until the merchant has it.
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
            JsonNode counts = shop.client()
                    .get("/merchant/" + shop.merchantId() + "/webhook/counts")
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

    /** Payments of which something else became than their stories say. */
    private List<String> wrong(Map<String, Story> stories) throws Exception {
        Map<String, Outcomes.Ended> ends = Outcomes.ends(shop);
        Map<String, PaymentDatabase.Known> known = PaymentDatabase.known(shop.merchantId());
        Map<String, List<Webhook>> webhooks = Outcomes.webhooks(receiver);
        Map<String, List<String>> quarantined = PaymentDatabase.quarantined(stories.keySet());
        List<Callable<String>> judgements = new ArrayList<>();
        stories.forEach((paymentId, story) -> judgements.add(() -> {
            List<Webhook> told = Outcomes.holdOrder(paymentId, webhooks.getOrDefault(paymentId, List.of()));
            List<String> statuses =
                    told.stream().filter(Webhook::isStatus).map(Webhook::status).toList();
            JsonNode timeline = shop.client()
                    .get("/payment/" + paymentId + "/timeline")
                    .body()
                    .path("data");
            var became = new Became(
                    ends.get(paymentId),
                    known.get(paymentId),
                    statuses,
                    told.size() - statuses.size(),
                    told.isEmpty() ? NOTHING_TOLD : Outcomes.told(told.getLast()),
                    moves(timeline),
                    callbacks(timeline),
                    quarantined.getOrDefault(paymentId, List.of()));
            Became expected = Became.after(story, statuses);
            return became.equals(expected)
                    ? ""
                    : String.format(Locale.ROOT, "%s %s%n  is %s%n  not %s%n", story, paymentId, became, expected);
        }));
        return atOnce(judgements).stream()
                .filter(judgement -> !judgement.isEmpty())
                .toList();
    }

    private static List<String> moves(JsonNode timeline) {
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

    private <T> List<T> atOnce(List<? extends Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                room.acquire();
                running.add(threads.submit(() -> {
                    try {
                        return task.call();
                    } finally {
                        room.release();
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
