package info.sopranoexch.provider.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PaymentLanesTest {
    private final PaymentLanes lanes = lanes(100, 10);

    @Test
    void theWorkOfAPaymentRunsInOrder() throws InterruptedException {
        List<Integer> done = new CopyOnWriteArrayList<>();
        var start = new CountDownLatch(1);
        lanes.submit("pay_1", () -> await(start));
        for (int i = 0; i < 50; i++) {
            int number = i;
            lanes.submit("pay_1", () -> done.add(number));
        }
        start.countDown();
        awaitEmpty(lanes);
        assertThat(done).hasSize(50).isSorted();
    }

    @Test
    void aHungPaymentHoldsUpNoOther() throws InterruptedException {
        var hung = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        lanes.submit("pay_1", () -> await(hung));
        lanes.submit("pay_2", other::countDown);
        assertThat(other.await(5, TimeUnit.SECONDS)).isTrue();
        hung.countDown();
    }

    @Test
    void workThatThrowsDoesNotBlockItsLane() throws InterruptedException {
        var after = new CountDownLatch(1);
        lanes.submit("pay_1", () -> {
            throw new IllegalStateException("planted");
        });
        lanes.submit("pay_1", after::countDown);
        assertThat(after.await(5, TimeUnit.SECONDS)).isTrue();
        awaitEmpty(lanes);
    }

    @Test
    void noMoreRunsThanMay() throws InterruptedException {
        PaymentLanes three = lanes(100, 3);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        for (int i = 0; i < 60; i++) {
            three.submit("pay_" + i, () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                most.accumulateAndGet(running.get(), Math::max);
                running.decrementAndGet();
            });
        }
        awaitEmpty(three);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void tooMuchInHandHoldsTheSubmitterBack() throws InterruptedException {
        PaymentLanes two = lanes(2, 2);
        var hung = new CountDownLatch(1);
        two.submit("pay_1", () -> await(hung));
        two.submit("pay_2", () -> await(hung));
        var third = Thread.ofVirtual().start(() -> {
            try {
                two.submit("pay_3", () -> {});
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().until(() -> third.getState() == Thread.State.WAITING);
        hung.countDown();
        assertThat(third.join(Duration.ofSeconds(5))).isTrue();
        awaitEmpty(two);
    }

    @Test
    void stoppingWaitsForWhatIsInHand() throws InterruptedException {
        PaymentLanes stopping = lanes(10, 10);
        var done = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            stopping.submit("pay_1", done::incrementAndGet);
        }
        stopping.stop();
        assertThat(done).hasValue(10);
    }

    private static PaymentLanes lanes(int inHand, int running) {
        return new PaymentLanes(new LaneProperties(inHand, running, Duration.ofSeconds(5)), new SimpleMeterRegistry());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEmpty(PaymentLanes lanes) {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> lanes.inHand() == 0);
    }
}
