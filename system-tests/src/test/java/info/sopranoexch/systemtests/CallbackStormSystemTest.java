package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.systemtests.Paymoon.Callback;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Ten thousand callbacks, doubled, reordered and some of them forged, leave exactly the right states. */
class CallbackStormSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int PAYMENTS = 2_000;
    private static final int AT_ONCE = 32;
    private static final long SEED = 20_261_124;
    private static final String AMOUNT = "15.00";

    private final Random random = new Random(SEED);
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final LongAdder refused = new LongAdder();

    @Test
    void tenThousandCallbacksLeaveExactlyTheRightStates() throws Exception {
        try (var receiver = new WebhookReceiver()) {
            Stack.Shop shop = Stack.newShop(receiver);
            List<String> payments = atOnce(Collections.nCopies(PAYMENTS, () -> create(shop)));
            Map<String, String> expected = new HashMap<>();
            List<Callback> storm = storm(payments, expected);
            assertThat(storm).hasSize(10_000);

            var paymoon = new Paymoon(Stack.shared().paymoonSecret());
            List<Integer> answers = atOnce(storm.stream()
                    .map(callback -> (Callable<Integer>) () -> callUntilTaken(paymoon, callback))
                    .toList());
            System.out.printf("callback storm: %d callbacks were answered 503 first%n", refused.sum());

            for (int number = 0; number < storm.size(); number++) {
                assertThat(answers.get(number))
                        .as("%s", storm.get(number))
                        .isEqualTo(storm.get(number).forged() ? 401 : 200);
            }
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(Outcomes.states(shop)).isEqualTo(expected));
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(Outcomes.lastTold(receiver)).isEqualTo(expected));
        }
    }

    /** Five for each payment, shuffled: processing, its end, both doubled, and a forged one that says otherwise. */
    private List<Callback> storm(List<String> payments, Map<String, String> expected) {
        List<Callback> storm = new ArrayList<>();
        for (String paymentId : payments) {
            boolean pays = random.nextInt(3) > 0;
            expected.put(paymentId, pays ? "success" : "failed");
            var processing = new Callback(eventId(), paymentId, "processing", 100, false);
            var end = new Callback(eventId(), paymentId, pays ? "paid" : "failed", 101, false);
            var forged = new Callback(eventId(), paymentId, pays ? "failed" : "paid", 102, true);
            storm.addAll(List.of(processing, end, processing, end, forged));
        }
        Collections.shuffle(storm, random);
        return storm;
    }

    /** A machine that is too busy says 503, and Paymoon calls again. */
    private int callUntilTaken(Paymoon paymoon, Callback callback) throws IOException, InterruptedException {
        int first = paymoon.call(callback, AMOUNT);
        if (first != 503) {
            return first;
        }
        refused.increment();
        return await().atMost(LIMIT).until(() -> paymoon.call(callback, AMOUNT), status -> status != 503);
    }

    private static String create(Stack.Shop shop) throws IOException, InterruptedException {
        var answer = shop.client()
                .createPayment(shop.merchantId(), AMOUNT, UUID.randomUUID().toString());
        assertThat(answer.status()).as("%s", answer.body()).isIn(201, 202);
        return answer.text("payment_id");
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

    private String eventId() {
        return "evt_" + new UUID(random.nextLong(), random.nextLong());
    }
}
