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
 * The system's resolver on a bounded pool of platform threads: it blocks in native code, for as long as a hostile name
 * server likes, and must hold up neither an attempt past its deadline nor the carriers of the virtual threads.
 */
final class NameLookup implements AutoCloseable {
    /** The system's resolver, or a test's. */
    interface Names {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private static final int WAITING_PER_THREAD = 64;

    private final ThreadPoolExecutor pool;
    private final Duration deadline;
    private final Names names;

    NameLookup(int threads, Duration deadline) {
        this(threads, deadline, InetAddress::getAllByName);
    }

    NameLookup(int threads, Duration deadline, Names names) {
        this.names = names;
        this.deadline = deadline;
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(threads * WAITING_PER_THREAD),
                Thread.ofPlatform().name("dns-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /** @throws UnknownHostException when there is no such name, or {@link DnsTimeoutException} */
    List<InetAddress> resolve(String host) throws UnknownHostException {
        try {
            Future<InetAddress[]> answer = pool.submit(() -> names.all(host));
            try {
                return List.of(answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                answer.cancel(true);
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
