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
 * Asks payment-service about one payment, and has it query the provider. While it does not answer it is left in peace for a moment that grows to two
 * seconds, so that pages and pollers do not queue up in front of it.
 */
@Component
class AskPaymentService {
    private static final Logger log = LoggerFactory.getLogger(AskPaymentService.class);
    /** What says that payment-service, or its database, cannot be reached. */
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 4;
    private static final Duration LONGEST_PAUSE = FIRST_PAUSE.multipliedBy(1L << MOST_DOUBLINGS);

    private final PaymentServiceClient service;
    private final PaymentViewReader reader;
    private final InstantSource clock;
    private final Duration timeout;
    private final Semaphore places;

    private int failures;
    private Instant quietUntil = Instant.MIN;

    AskPaymentService(
            PaymentServiceClient service, PaymentViewReader reader, InstantSource clock, PageSettings settings) {
        this.service = service;
        this.reader = reader;
        this.clock = clock;
        this.timeout = settings.askTimeout();
        this.places = new Semaphore(settings.maxAsking());
    }

    /** @return found, missing or unavailable, within the time that one question may take; throws nothing */
    Lookup ask(String paymentId) {
        if (isQuiet() || !places.tryAcquire()) {
            return Lookup.UNAVAILABLE;
        }
        try {
            Response response = service.get("/internal/payment-pages/" + paymentId, timeout);
            // A fault about this one payment says nothing about the others.
            note(response != null && !AWAY.contains(response.status()));
            return read(response);
        } catch (RuntimeException e) {
            log.error("cannot ask for a payment's page", e);
            note(false);
            return Lookup.UNAVAILABLE;
        } finally {
            places.release();
        }
    }

    /** @return whether payment-service has taken it; throws nothing */
    boolean requestProviderCheck(String paymentId, boolean returned, Duration within) {
        if (isQuiet() || !places.tryAcquire()) {
            return false;
        }
        try {
            Response response = service.post(
                    "/internal/payment-pages/" + paymentId + "/provider-checks?returned=" + returned, within);
            note(response != null && !AWAY.contains(response.status()));
            return response != null && response.isSuccess();
        } catch (RuntimeException e) {
            log.error("cannot request a provider check", e);
            return false;
        } finally {
            places.release();
        }
    }

    private Lookup read(@Nullable Response response) {
        if (response == null) {
            return Lookup.UNAVAILABLE;
        }
        if (response.status() == 404) {
            return new Lookup.Missing(true);
        }
        if (!response.isSuccess()) {
            log.warn("payment-service answered {} for a payment's page", response.status());
            return Lookup.UNAVAILABLE;
        }
        try {
            return new Lookup.Found(reader.read(response.body()));
        } catch (IllegalArgumentException e) {
            log.error("payment-service's answer for a payment's page cannot be read: {}", e.getMessage());
            return Lookup.UNAVAILABLE;
        }
    }

    private synchronized boolean isQuiet() {
        Instant now = clock.instant();
        // A clock that was set back must not make the pause longer.
        return now.isBefore(quietUntil) && !quietUntil.isAfter(now.plus(LONGEST_PAUSE));
    }

    private synchronized void note(boolean answered) {
        failures = answered ? 0 : failures + 1;
        quietUntil = answered
                ? Instant.MIN
                : clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)));
    }
}
