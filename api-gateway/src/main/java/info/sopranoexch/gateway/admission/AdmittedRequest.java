package info.sopranoexch.gateway.admission;

import info.sopranoexch.gateway.problem.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The request that the current thread works on, and what it holds of the gateway's limits until it has been answered. */
public final class AdmittedRequest implements AutoCloseable {
    static final ScopedValue<AdmittedRequest> CURRENT = ScopedValue.newInstance();

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Admission admission;
    private final Budget budget;
    private final int bodyBytes;
    private final BooleanSupplier clientHasGone;
    private final long admittedAt = System.nanoTime();
    private final AtomicInteger answerBytes = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    AdmittedRequest(Admission admission, Budget budget, int bodyBytes, BooleanSupplier clientHasGone) {
        this.admission = admission;
        this.budget = budget;
        this.bodyBytes = bodyBytes;
        this.clientHasGone = clientHasGone;
    }

    /**
     * Called before work that outlives the request. Nobody would see its result if the client has closed the connection, or
     * has waited for so long that it must have given up.
     *
     * @throws info.sopranoexch.gateway.problem.ProblemException 503 if the request is to be dropped
     */
    public static void requireStillAwaited() {
        AdmittedRequest request = current();
        if (request == null) {
            return;
        }
        if (System.nanoTime() - request.admittedAt > request.admission.deadlineNanos()) {
            request.admission.dropped(DropReason.TOO_LATE);
            throw Problem.unavailable(
                            "request_expired", "The request waited too long and was not carried out.", RETRY_AFTER)
                    .asException();
        }
        if (request.clientHasGone.getAsBoolean()) {
            request.admission.dropped(DropReason.CLIENT_GONE);
            throw Problem.unavailable(
                            "client_disconnected",
                            "The client closed the connection before the request was carried out.",
                            RETRY_AFTER)
                    .asException();
        }
    }

    /**
     * Reserves memory for a part of another service's answer until the current request has been answered. Threads that work
     * for no request have limits of their own.
     *
     * @return false if too much is held already: the request must be refused
     */
    public static boolean holdAnswerBytes(int bytes) {
        AdmittedRequest request = current();
        if (request == null) {
            return true;
        }
        if (!request.admission.takeAnswerBytes(bytes)) {
            return false;
        }
        request.answerBytes.addAndGet(bytes);
        return true;
    }

    private static @Nullable AdmittedRequest current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            admission.giveBackAnswerBytes(answerBytes.get());
            budget.giveBack(bodyBytes);
        }
    }
}
