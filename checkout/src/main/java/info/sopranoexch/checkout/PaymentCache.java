package info.sopranoexch.checkout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Caches the last lookup of each payment. Concurrent callers share one request. A response that arrives too late for one
 * caller is used for the next one. While payment-service does not respond, the last lookup is returned.
 */
@Component
class PaymentCache {
    private final PaymentViewClient client;
    private final UnknownPayments unknownPayments;
    private final InstantSource clock;
    private final Duration freshness;
    private final Cache<String, Entry> entries;

    PaymentCache(
            PaymentViewClient client,
            UnknownPayments unknownPayments,
            InstantSource clock,
            CheckoutProperties properties) {
        this.client = client;
        this.unknownPayments = unknownPayments;
        this.clock = clock;
        this.freshness = properties.lookup().freshness();
        this.entries = Caffeine.newBuilder()
                .maximumSize(properties.lookup().maxCached())
                .executor(Runnable::run)
                .build();
    }

    /** Returns the newest lookup that is available within {@code within}. */
    PaymentLookup find(String paymentId, Duration within) {
        Entry entry = entries.get(paymentId, _ -> new Entry());
        CompletableFuture<PaymentLookup> request;
        synchronized (entry) {
            if (entry.isFresh(clock.instant(), freshness)) {
                return entry.lookup;
            }
            request = entry.request;
            if (request == null) {
                request = new CompletableFuture<>();
                entry.request = request;
                start(paymentId, entry, request);
            }
        }
        try {
            return request.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            synchronized (entry) {
                return entry.lookup;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return PaymentLookup.UNAVAILABLE;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bug: the request is never completed exceptionally", e);
        }
    }

    /**
     * Requests that payment-service queries the provider. The next {@link #find} sends a new request.
     *
     * @param returned whether the payer has just come back from the provider
     * @return whether payment-service accepted the request within {@code within}
     */
    boolean requestProviderCheck(String paymentId, boolean returned, Duration within) {
        boolean accepted = client.requestProviderCheck(paymentId, returned, within);
        Entry entry = entries.getIfPresent(paymentId);
        if (entry != null) {
            synchronized (entry) {
                entry.receivedAt = Instant.MIN;
            }
        }
        return accepted;
    }

    void clear() {
        entries.invalidateAll();
    }

    private void start(String paymentId, Entry entry, CompletableFuture<PaymentLookup> request) {
        Thread.ofVirtual().name("payment-lookup").start(() -> {
            PaymentLookup lookup = client.find(paymentId);
            synchronized (entry) {
                if (lookup instanceof PaymentLookup.Missing) {
                    if (entry.firstMissed == null) {
                        entry.firstMissed = clock.instant();
                    }
                    lookup = unknownPayments.lookup(paymentId, entry.firstMissed);
                }
                if (!(lookup instanceof PaymentLookup.Unavailable)) {
                    entry.lookup = lookup;
                    entry.receivedAt = clock.instant();
                }
                entry.request = null;
                request.complete(entry.lookup);
            }
        });
    }

    /** Guarded by itself. */
    private static final class Entry {
        PaymentLookup lookup = PaymentLookup.UNAVAILABLE;
        Instant receivedAt = Instant.MIN;

        @Nullable
        Instant firstMissed;

        @Nullable
        CompletableFuture<PaymentLookup> request;

        /** A clock that was set back must not keep an old lookup. */
        boolean isFresh(Instant now, Duration freshness) {
            return !receivedAt.isAfter(now) && receivedAt.isAfter(now.minus(freshness));
        }
    }
}
