package info.sopranoexch.gateway.commands;

import info.sopranoexch.gateway.problem.Problem;
import java.time.Duration;

/** The answers to a second request with an Idempotency-Key. */
public final class IdempotencyProblems {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private IdempotencyProblems() {}

    /** 409: the first request has no outcome yet. */
    public static RuntimeException inFlight() {
        return Problem.of(
                        409,
                        "idempotency_in_flight",
                        "An earlier request with this Idempotency-Key is still being processed. Retry later.")
                .retryAfter(RETRY_AFTER)
                .asException();
    }

    /** 422: the first request was another one. */
    public static RuntimeException reused() {
        return Problem.of(
                        422, "idempotency_key_reused", "The Idempotency-Key was already used with a different request.")
                .asException();
    }
}
