package info.sopranoexch.webhook.sending;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Measures the steps of one attempt. The blocking client resolves, connects and reads on the calling thread, so a thread-local holds
 * the trace. All durations are in nanoseconds and negative if the step did not happen, for example on a reused connection.
 */
final class AttemptTrace {
    private static final ThreadLocal<AttemptTrace> CURRENT = new ThreadLocal<>();

    private final long start = System.nanoTime();
    private long resolvedAt = -1;
    private long dns = -1;
    private long connect = -1;
    private long tls = -1;
    private long firstByte = -1;
    private @Nullable InetAddress address;

    static AttemptTrace begin() {
        AttemptTrace trace = new AttemptTrace();
        CURRENT.set(trace);
        return trace;
    }

    static AttemptTrace current() {
        AttemptTrace trace = CURRENT.get();
        return trace == null ? new AttemptTrace() : trace;
    }

    static void end() {
        CURRENT.remove();
    }

    void resolved(long nanos) {
        dns = nanos;
        resolvedAt = System.nanoTime();
    }

    void connectingTo(InetAddress first) {
        address = first;
    }

    void tlsFrom(long startNanos) {
        connected(startNanos);
        tls = System.nanoTime() - startNanos;
    }

    /** The connection is established, including TLS. */
    void sending(long now) {
        connected(now);
    }

    private void connected(long now) {
        if (connect < 0 && resolvedAt >= 0) {
            connect = now - resolvedAt;
        }
    }

    void responded(long sentAt) {
        firstByte = System.nanoTime() - sentAt;
    }

    Timings timings() {
        return new Timings(
                micros(dns),
                micros(connect),
                micros(tls),
                micros(firstByte),
                (System.nanoTime() - start) / 1_000,
                address == null ? null : address.getHostAddress());
    }

    private static @Nullable Long micros(long nanos) {
        return nanos < 0 ? null : nanos / 1_000;
    }
}
