package info.sopranoexch.gateway.commands;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Payments that this gateway accepted with 202 in the last minutes. Their commands may not be applied yet. */
@Component
public class AcceptedPayments {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MAX_REMEMBERED = 10_000;

    private final InstantSource clock;
    private final Map<String, Instant> accepted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    public AcceptedPayments(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized void add(String paymentId) {
        accepted.put(paymentId, clock.instant());
    }

    public synchronized boolean contains(String paymentId) {
        Instant since = accepted.get(paymentId);
        return since != null && clock.instant().isBefore(since.plus(REMEMBERED));
    }
}
