package info.sopranoexch.provider.requests;

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

class PaymentQueuesTest {
    private final PaymentQueues queues = queues(100, 10);

    @Test
    void runsTasksOfOnePaymentInOrder() throws InterruptedException {
        List<Integer> done = new CopyOnWriteArrayList<>();
        var start = new CountDownLatch(1);
        queues.submit("pay_1", new Object(), () -> await(start));
        for (int i = 0; i < 50; i++) {
            int number = i;
            queues.submit("pay_1", new Object(), () -> done.add(number));
        }
        start.countDown();
        awaitEmpty(queues);
        assertThat(done).hasSize(50).isSorted();
    }

    @Test
    void hangingTaskDoesNotDelayOtherPayments() throws InterruptedException {
        var hung = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        queues.submit("pay_1", new Object(), () -> await(hung));
        queues.submit("pay_2", new Object(), other::countDown);
        assertThat(other.await(5, TimeUnit.SECONDS)).isTrue();
        hung.countDown();
    }

    @Test
    void failedTaskDoesNotBlockItsQueue() throws InterruptedException {
        var after = new CountDownLatch(1);
        queues.submit("pay_1", new Object(), () -> {
            throw new IllegalStateException("planted");
        });
        queues.submit("pay_1", new Object(), after::countDown);
        assertThat(after.await(5, TimeUnit.SECONDS)).isTrue();
        awaitEmpty(queues);
    }

    @Test
    @Timeout(10)
    void ignoresDuplicatesOfWaitingTasks() throws InterruptedException {
        PaymentQueues three = queues(3, 2);
        List<String> done = new CopyOnWriteArrayList<>();
        var hung = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        three.submit("pay_1", "refund 1", () -> {
            begun.countDown();
            await(hung);
            done.add("refund 1");
        });
        begun.await();
        // More than the limit. The running task does not count as waiting.
        for (int i = 0; i < 10; i++) {
            three.submit("pay_1", "refund 1", () -> done.add("refund 1 again"));
            three.submit("pay_1", "refund 2", () -> done.add("refund 2"));
        }
        assertThat(three.inProgress()).isEqualTo(3);
        hung.countDown();
        awaitEmpty(three);
        assertThat(done).containsExactly("refund 1", "refund 1 again", "refund 2");

        three.submit("pay_1", "refund 2", () -> done.add("refund 2 later"));
        awaitEmpty(three);
        assertThat(done).last().isEqualTo("refund 2 later");
    }

    @Test
    void interruptedSubmitQueuesNothing() throws InterruptedException {
        PaymentQueues one = queues(1, 1);
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
    void limitsConcurrentTasks() throws InterruptedException {
        PaymentQueues three = queues(100, 3);
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
    void blocksSubmitAtTheLimit() throws InterruptedException {
        PaymentQueues two = queues(2, 2);
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
    void stopWaitsForTasksInProgress() throws InterruptedException {
        PaymentQueues stopping = queues(10, 10);
        var done = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            stopping.submit("pay_1", new Object(), done::incrementAndGet);
        }
        stopping.stop();
        assertThat(done).hasValue(10);
    }

    private static PaymentQueues queues(int maxInProgress, int maxConcurrent) {
        return new PaymentQueues(
                new ProviderRequestProperties(maxInProgress, maxConcurrent, Duration.ofSeconds(5)),
                new SimpleMeterRegistry());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEmpty(PaymentQueues queues) {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> queues.inProgress() == 0);
    }
}
