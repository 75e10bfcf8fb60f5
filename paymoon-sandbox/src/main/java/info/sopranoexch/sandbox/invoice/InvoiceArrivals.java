package info.sopranoexch.sandbox.invoice;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Lets a test wait for an invoice that is about to be created. */
@Component
class InvoiceArrivals {
    private final ConcurrentHashMap<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    void arrived(String externalId) {
        CompletableFuture<Void> waiting = awaited.remove(externalId);
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** Returns when the invoice is there or the time is over. */
    void await(String externalId, BooleanSupplier there, Duration limit) {
        if (there.getAsBoolean()) {
            return;
        }
        CompletableFuture<Void> arrival = awaited.computeIfAbsent(externalId, _ -> new CompletableFuture<>());
        try {
            // Asked again: it may have come between the first look and the entry in the book.
            if (!there.getAsBoolean()) {
                arrival.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException | ExecutionException _) {
            // The caller looks once more.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            awaited.remove(externalId, arrival);
        }
    }
}
