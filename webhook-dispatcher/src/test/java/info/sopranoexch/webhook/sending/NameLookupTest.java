package info.sopranoexch.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NameLookupTest {
    private static final int THREADS = 3;
    private static final Duration DEADLINE = Duration.ofMillis(300);

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final NameLookup lookup = new NameLookup(THREADS, 64 * THREADS, DEADLINE, this::resolve);

    /** As native code does, it hears no interrupt. */
    private InetAddress[] resolve(String host) throws UnknownHostException {
        most.accumulateAndGet(asking.incrementAndGet(), Math::max);
        try {
            if (host.startsWith("hang")) {
                Uninterrupted.await(end);
            }
            if (host.startsWith("none")) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {InetAddress.ofLiteral("1.1.1.1")};
        } finally {
            asking.decrementAndGet();
        }
    }

    private static final class Uninterrupted {
        static void await(CountDownLatch latch) {
            while (latch.getCount() > 0) {
                LockSupport.parkNanos(10_000_000);
                // Or the next park would not wait.
                var unused = Thread.interrupted();
            }
        }
    }

    @AfterEach
    void close() {
        end.countDown();
        lookup.close();
    }

    @Test
    void abortsAHangingLookupAtTheDeadline() throws UnknownHostException {
        long start = System.nanoTime();
        assertThatThrownBy(() -> lookup.resolve("hang.example")).isInstanceOf(DnsTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(DEADLINE, DEADLINE.multipliedBy(5));

        assertThat(lookup.resolve("well.example")).hasSize(1);
        assertThatThrownBy(() -> lookup.resolve("none.example")).isExactlyInstanceOf(UnknownHostException.class);
    }

    @Test
    void limitsTheThreadsOfHangingLookups() throws Exception {
        try (var attempts = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> many = IntStream.range(0, 1_000)
                    .mapToObj(number -> (Callable<Boolean>) () -> {
                        assertThatThrownBy(() -> lookup.resolve("hang" + number))
                                .isInstanceOf(DnsTimeoutException.class);
                        return true;
                    })
                    .toList();
            for (Future<Boolean> done : attempts.invokeAll(many)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(most.get()).isEqualTo(THREADS);
    }
}
