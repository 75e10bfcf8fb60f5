package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.paymoon.PaymoonResponse.NoResponse;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Retries calls without a response, with growing pauses (+-20 %), at most an eighth of the total deadline unless Paymoon asks
 * for more. No attempt starts that could exceed the total deadline. Later the payment service's schedule repeats the request.
 */
final class PaymoonRetry {
    private static final double MULTIPLIER = 4;
    private static final double JITTER = 0.2;

    private final PaymoonProperties.Calls calls;
    private final IntervalFunction backoff;
    private final Duration maxPause;

    PaymoonRetry(PaymoonProperties.Calls calls) {
        this.calls = calls;
        this.maxPause = calls.totalDeadline().dividedBy(8);
        this.backoff =
                IntervalFunction.ofExponentialRandomBackoff(calls.initialBackoff(), MULTIPLIER, JITTER, maxPause);
    }

    PaymoonResponse call(Supplier<PaymoonResponse> attempt) {
        return call(attempt, NoResponse::isRetryable);
    }

    PaymoonResponse call(Supplier<PaymoonResponse> attempt, Predicate<NoResponse> retryable) {
        long end = System.nanoTime() + calls.totalDeadline().toNanos();
        RetryConfig config = RetryConfig.<PaymoonResponse>custom()
                .maxAttempts(calls.maxAttempts())
                .retryOnException(_ -> false)
                .retryOnResult(response ->
                        response instanceof NoResponse failure && retryable.test(failure) && isWithin(end, failure))
                .intervalBiFunction((number, response) -> Math.max(
                        backoff.apply(number), retryAfter(response.get()).toMillis()))
                .build();
        return Retry.of("paymoon", config).executeSupplier(attempt);
    }

    private boolean isWithin(long end, NoResponse failure) {
        Duration retryAfter = retryAfter(failure);
        Duration pause = retryAfter.compareTo(maxPause) > 0 ? retryAfter : maxPause;
        return System.nanoTime() + pause.plus(calls.deadline()).toNanos() <= end;
    }

    private static Duration retryAfter(PaymoonResponse response) {
        return response instanceof NoResponse failure && failure.retryAfter() != null
                ? failure.retryAfter()
                : Duration.ZERO;
    }
}
