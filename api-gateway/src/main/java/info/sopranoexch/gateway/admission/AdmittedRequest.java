package info.sopranoexch.gateway.admission;

import info.sopranoexch.starter.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The request of the current thread, with the capacity that it reserved. The reservations end with its response. */
public final class AdmittedRequest implements AutoCloseable {
    static final ScopedValue<AdmittedRequest> CURRENT = ScopedValue.newInstance();

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Admission admission;
    private final BooleanSupplier clientHasGone;
    private final long admittedAt = System.nanoTime();
    private final AtomicInteger responseBytes = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile ClassCapacity capacity;
    private volatile int bodyBytes;
    private volatile @Nullable String keyId;

    AdmittedRequest(Admission admission, ClassCapacity capacity, int bodyBytes, BooleanSupplier clientHasGone) {
        this.admission = admission;
        this.capacity = capacity;
        this.bodyBytes = bodyBytes;
        this.clientHasGone = clientHasGone;
    }

    /**
     * Counts the current request for its API key, until its response.
     *
     * @throws info.sopranoexch.starter.problem.ProblemException 429 if the key has too many requests in flight
     */
    public static void limitKey(String keyId) {
        AdmittedRequest request = current();
        if (request == null) {
            return;
        }
        if (!request.capacity.tryReserveForKey(keyId, request.bodyBytes)) {
            throw new ProblemException(429, "rate_limited", "The API key has too many requests in flight. Retry later.")
                    .withRetryAfter(RETRY_AFTER);
        }
        request.keyId = keyId;
    }

    /**
     * Releases what the current request has reserved, and counts it as a waiting client instead, until its response.
     *
     * @throws info.sopranoexch.starter.problem.ProblemException 503 if too many clients wait, 429 if too many clients with
     *     the API key wait
     */
    public static void startWaiting() {
        AdmittedRequest request = current();
        if (request == null) {
            return;
        }
        ClassCapacity waiting = request.admission.tryReserveWaiting();
        if (waiting == null) {
            throw ProblemException.unavailable(
                    "overloaded", "Too many clients wait for events. Send the request again later.", RETRY_AFTER);
        }
        String key = request.keyId;
        request.release();
        request.keyId = null;
        request.capacity = waiting;
        request.bodyBytes = 0;
        if (key != null) {
            limitKey(key);
        }
    }

    /**
     * Requires that the client still waits. Call it before work that outlives the request, such as sending a command.
     *
     * @throws info.sopranoexch.starter.problem.ProblemException 503 if the client closed the connection, or if the request
     *     is older than the deadline
     */
    public static void requireClientWaits() {
        AdmittedRequest request = current();
        if (request == null) {
            return;
        }
        if (System.nanoTime() - request.admittedAt > request.admission.deadlineNanos()) {
            request.admission.countDropped(DropReason.TOO_LATE);
            throw ProblemException.unavailable(
                    "request_expired", "The request waited too long and was not carried out.", RETRY_AFTER);
        }
        if (request.clientHasGone.getAsBoolean()) {
            request.admission.countDropped(DropReason.CLIENT_GONE);
            throw ProblemException.unavailable(
                    "client_disconnected",
                    "The client closed the connection before the request was carried out.",
                    RETRY_AFTER);
        }
    }

    /**
     * Reserves memory for a part of an internal service's response, until the response of the current request. Threads
     * without a request have their own limits.
     *
     * @return false if the limit is reached, so the request must be refused
     */
    public static boolean reserveResponseBytes(int bytes) {
        AdmittedRequest request = current();
        if (request == null) {
            return true;
        }
        if (!request.admission.tryReserveResponseBytes(bytes)) {
            return false;
        }
        request.responseBytes.addAndGet(bytes);
        return true;
    }

    private static @Nullable AdmittedRequest current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }

    private void release() {
        admission.releaseResponseBytes(responseBytes.getAndSet(0));
        String key = keyId;
        if (key != null) {
            capacity.releaseForKey(key, bodyBytes);
        }
        capacity.release(bodyBytes);
    }
}
