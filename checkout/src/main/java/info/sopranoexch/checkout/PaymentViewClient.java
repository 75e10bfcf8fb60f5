package info.sopranoexch.checkout;

import info.sopranoexch.checkout.PaymentServiceClient.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Requests payments and provider checks from payment-service. After a failure it sends no request for a short time, which
 * grows up to 1.6 seconds, so that requests do not queue up.
 */
@Component
class PaymentViewClient {
    private static final Logger log = LoggerFactory.getLogger(PaymentViewClient.class);
    /** Statuses that mean that payment-service or its database is not available. */
    private static final Set<Integer> OUTAGE = Set.of(502, 503, 504);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final int MAX_DOUBLINGS = 4;
    private static final Duration MAX_BACKOFF = FIRST_BACKOFF.multipliedBy(1L << MAX_DOUBLINGS);

    private final PaymentServiceClient service;
    private final PaymentViewReader reader;
    private final InstantSource clock;
    private final Duration timeout;
    private final Semaphore permits;

    private int failures;
    private Instant backoffEnd = Instant.MIN;

    PaymentViewClient(
            PaymentServiceClient service,
            PaymentViewReader reader,
            InstantSource clock,
            CheckoutProperties properties) {
        this.service = service;
        this.reader = reader;
        this.clock = clock;
        this.timeout = properties.lookup().timeout();
        this.permits = new Semaphore(properties.lookup().maxConcurrent());
    }

    /** Returns found, missing or unavailable within the timeout. Throws nothing. */
    PaymentLookup find(String paymentId) {
        if (isBackingOff() || !permits.tryAcquire()) {
            return PaymentLookup.UNAVAILABLE;
        }
        try {
            Response response = service.get("/internal/payment-pages/" + paymentId, timeout);
            recordResult(response);
            return read(response);
        } catch (RuntimeException e) {
            log.error("the request for a payment failed", e);
            recordResult(null);
            return PaymentLookup.UNAVAILABLE;
        } finally {
            permits.release();
        }
    }

    /** Requests that the provider is queried. Returns whether payment-service accepted the request. Throws nothing. */
    boolean requestProviderCheck(String paymentId, boolean returned, Duration within) {
        if (isBackingOff() || !permits.tryAcquire()) {
            return false;
        }
        try {
            Response response = service.post(
                    "/internal/payment-pages/" + paymentId + "/provider-checks?returned=" + returned, within);
            recordResult(response);
            return response != null && response.isSuccess();
        } catch (RuntimeException e) {
            log.error("the request for a provider check failed", e);
            return false;
        } finally {
            permits.release();
        }
    }

    private PaymentLookup read(@Nullable Response response) {
        if (response == null) {
            return PaymentLookup.UNAVAILABLE;
        }
        if (response.status() == 404) {
            return new PaymentLookup.Missing(true);
        }
        if (!response.isSuccess()) {
            log.warn("payment-service responded with {} to the request for a payment", response.status());
            return PaymentLookup.UNAVAILABLE;
        }
        try {
            return new PaymentLookup.Found(reader.read(response.body()));
        } catch (IllegalArgumentException e) {
            log.error("the response of payment-service cannot be read: {}", e.getMessage());
            return PaymentLookup.UNAVAILABLE;
        }
    }

    private synchronized boolean isBackingOff() {
        Instant now = clock.instant();
        // A clock that was set back must not make the backoff longer.
        return now.isBefore(backoffEnd) && !backoffEnd.isAfter(now.plus(MAX_BACKOFF));
    }

    /** An error about one payment does not concern the other payments, so only outages count as failures. */
    private synchronized void recordResult(@Nullable Response response) {
        boolean available = response != null && !OUTAGE.contains(response.status());
        failures = available ? 0 : failures + 1;
        backoffEnd = available
                ? Instant.MIN
                : clock.instant().plus(FIRST_BACKOFF.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS)));
    }
}
