package info.sopranoexch.webhook.sending;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Resolves names on a limited pool of platform threads. The system's resolver blocks in native code and has no deadline, so it must
 * not run on the carriers of virtual threads.
 */
final class NameLookup implements AutoCloseable {
    /** Replaced in tests. */
    interface Names {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private final ThreadPoolExecutor pool;
    private final Duration deadline;
    private final Names names;

    /** @param queue lookups that wait for a thread; further ones fail */
    NameLookup(int threads, int queue, Duration deadline, Names names) {
        this.names = names;
        this.deadline = deadline;
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(queue),
                Thread.ofPlatform().name("dns-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** @throws UnknownHostException if the name does not exist; {@link DnsTimeoutException} if it was not resolved in time */
    List<InetAddress> resolve(String host) throws UnknownHostException {
        try {
            Future<InetAddress[]> lookup = pool.submit(() -> names.all(host));
            try {
                return List.of(lookup.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                lookup.cancel(true);
            }
        } catch (RejectedExecutionException | TimeoutException e) {
            throw new DnsTimeoutException(host + " was not resolved in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new UnknownHostException(host + ": " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DnsTimeoutException("interrupted while resolving " + host);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
