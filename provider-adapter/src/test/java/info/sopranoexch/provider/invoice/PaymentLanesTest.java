package info.sopranoexch.provider.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PaymentLanesTest {
    private final PaymentLanes lanes = lanes(100, 10);

    @Test
    void theWorkOfAPaymentRunsInOrder() throws InterruptedException {
        List<Integer> done = new CopyOnWriteArrayList<>();
        var start = new CountDownLatch(1);
        lanes.submit("pay_1", new Object(), () -> await(start));
        for (int i = 0; i < 50; i++) {
            int number = i;
            lanes.submit("pay_1", new Object(), () -> done.add(number));
        }
        start.countDown();
        awaitEmpty(lanes);
        assertThat(done).hasSize(50).isSorted();
    }

    @Test
    void aHungPaymentHoldsUpNoOther() throws InterruptedException {
        var hung = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        lanes.submit("pay_1", new Object(), () -> await(hung));
        lanes.submit("pay_2", new Object(), other::countDown);
        assertThat(other.await(5, TimeUnit.SECONDS)).isTrue();
        hung.countDown();
    }

    @Test
    void workThatThrowsDoesNotBlockItsLane() throws InterruptedException {
        var after = new CountDownLatch(1);
        lanes.submit("pay_1", new Object(), () -> {
            throw new IllegalStateException("planted");
        });
        lanes.submit("pay_1", new Object(), after::countDown);
        assertThat(after.await(5, TimeUnit.SECONDS)).isTrue();
        awaitEmpty(lanes);
    }

    @Test
    @Timeout(10)
    void whatWaitsAlreadyIsNotTakenInHandAgain() throws InterruptedException {
        PaymentLanes three = lanes(3, 2);
        List<String> done = new CopyOnWriteArrayList<>();
        var hung = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        three.submit("pay_1", "refund 1", () -> {
            begun.countDown();
            await(hung);
            done.add("refund 1");
        });
        begun.await();
        // More than there is place for. The one that has begun is no longer one that waits.
        for (int i = 0; i < 10; i++) {
            three.submit("pay_1", "refund 1", () -> done.add("refund 1 again"));
            three.submit("pay_1", "refund 2", () -> done.add("refund 2"));
        }
        assertThat(three.inHand()).isEqualTo(3);
        hung.countDown();
        awaitEmpty(three);
        assertThat(done).containsExactly("refund 1", "refund 1 again", "refund 2");

        three.submit("pay_1", "refund 2", () -> done.add("refund 2 later"));
        awaitEmpty(three);
        assertThat(done).last().isEqualTo("refund 2 later");
    }

    @Test
    void whatCouldNotBeTakenInHandDoesNotWait() throws InterruptedException {
        PaymentLanes one = lanes(1, 1);
        var hung = new CountDownLatch(1);
        one.submit("pay_1", "first", () -> await(hung));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> one.submit("pay_1", "second", () -> {})).isInstanceOf(InterruptedException.class);
        hung.countDown();
        awaitEmpty(one);
        var second = new CountDownLatch(1);
        one.submit("pay_1", "second", second::countDown);
        assertThat(second.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void noMoreRunsThanMay() throws InterruptedException {
        PaymentLanes three = lanes(100, 3);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        for (int i = 0; i < 60; i++) {
            three.submit("pay_" + i, new Object(), () -> {
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
        two.submit("pay_1", new Object(), () -> await(hung));
        two.submit("pay_2", new Object(), () -> await(hung));
        var third = Thread.ofVirtual().start(() -> {
            try {
                two.submit("pay_3", new Object(), () -> {});
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
            stopping.submit("pay_1", new Object(), done::incrementAndGet);
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
