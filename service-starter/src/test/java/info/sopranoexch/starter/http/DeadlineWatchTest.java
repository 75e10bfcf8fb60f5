package info.sopranoexch.starter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineWatchTest {
    private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

    @Test
    void cancelsOnlyExpiredRequests() throws InterruptedException {
        var cancelled = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        try (var watch = new DeadlineWatch("test");
                var late = watch.watch(() -> count(cancelled), 1);
                var early = watch.watch(() -> count(other), AN_HOUR)) {
            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(late.expired()).isTrue();
            assertThat(early.expired()).isFalse();
            assertThat(other.getCount()).isOne();

            watch.abortAll();
            assertThat(other.getCount()).isZero();
            assertThat(early.expired()).isTrue();
        }
    }

    /** As the client throws when a request ends at the moment of its deadline. */
    @Test
    void continuesAfterFailedCancellation() throws InterruptedException {
        var failed = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        try (var watch = new DeadlineWatch("test")) {
            try (var bad = watch.watch(
                    () -> {
                        failed.countDown();
                        throw new IllegalStateException("nothing to cancel");
                    },
                    1)) {
                assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(bad.expired()).isTrue();
            }
            try (var next = watch.watch(() -> count(cancelled), 1)) {
                assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(next.expired()).isTrue();
            }
        }
    }

    private static boolean count(CountDownLatch latch) {
        latch.countDown();
        return true;
    }
}
