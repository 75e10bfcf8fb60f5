package info.sopranoexch.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The last answers about payments. Whoever asks while a question is under way shares its answer, and an answer that comes
 * too late for one is there for the next; when none comes the last one holds.
 */
@Component
class KnownPayments {
    private final AskPaymentService service;
    private final UnknownIds unknown;
    private final InstantSource clock;
    private final Duration fresh;
    private final Map<String, Known> known;

    KnownPayments(AskPaymentService service, UnknownIds unknown, InstantSource clock, PageSettings settings) {
        this.service = service;
        this.unknown = unknown;
        this.clock = clock;
        this.fresh = settings.fresh();
        this.known = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                return size() > settings.maxKnown();
            }
        };
    }

    /** @return the newest that can be had within {@code within}; unavailable when nothing was ever learnt */
    Lookup find(String paymentId, Duration within) {
        Known entry;
        CompletableFuture<Lookup> question;
        synchronized (known) {
            entry = known.computeIfAbsent(paymentId, id -> new Known());
            if (entry.answer != null && isFresh(entry.answeredAt)) {
                return entry.answer;
            }
            question = entry.question;
            if (question == null) {
                question = new CompletableFuture<>();
                entry.question = question;
                ask(paymentId, entry, question);
            }
        }
        return await(question, within, entry);
    }

    /**
     * Has payment-service query the provider about a payment whose payer waits, and forgets what was known of it.
     *
     * @param returned whether the payer has just come back from the provider
     * @return whether payment-service has taken the request within {@code within}
     */
    boolean requestProviderCheck(String paymentId, boolean returned, Duration within) {
        boolean taken = service.requestProviderCheck(paymentId, returned, within);
        synchronized (known) {
            Known entry = known.get(paymentId);
            if (entry != null) {
                entry.answeredAt = Instant.MIN;
            }
        }
        return taken;
    }

    private boolean isFresh(Instant answeredAt) {
        Instant now = clock.instant();
        // A clock that was set back must not keep an old answer.
        return !answeredAt.isAfter(now) && now.isBefore(answeredAt.plus(fresh));
    }

    private void ask(String paymentId, Known entry, CompletableFuture<Lookup> question) {
        Thread.ofVirtual().name("page-question").start(() -> {
            Lookup answer = service.ask(paymentId);
            synchronized (known) {
                if (answer instanceof Lookup.Missing) {
                    if (entry.firstMissed == null) {
                        entry.firstMissed = clock.instant();
                    }
                    answer = unknown.missing(paymentId, entry.firstMissed);
                }
                if (!(answer instanceof Lookup.Unavailable)) {
                    entry.answer = answer;
                    entry.answeredAt = clock.instant();
                }
                entry.question = null;
                question.complete(entry.answer == null ? Lookup.UNAVAILABLE : entry.answer);
            }
        });
    }

    private Lookup await(CompletableFuture<Lookup> question, Duration within, Known entry) {
        try {
            return question.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            synchronized (known) {
                return entry.answer == null ? Lookup.UNAVAILABLE : entry.answer;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Lookup.UNAVAILABLE;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Indicates a bug: a question always gets an answer", e);
        }
    }

    /** Guarded by the map. */
    private static final class Known {
        @Nullable
        Lookup answer;

        Instant answeredAt = Instant.MIN;

        @Nullable
        Instant firstMissed;

        @Nullable
        CompletableFuture<Lookup> question;
    }
}
