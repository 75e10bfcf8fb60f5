package info.sopranoexch.gateway.commands;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Payments that this gateway accepted with 202 in the last minutes. Their commands may not be applied yet. */
@Component
public class AcceptedPayments {
    private final Cache<String, Boolean> accepted;

    public AcceptedPayments(CommandProperties properties, InstantSource clock) {
        this.accepted = Caffeine.newBuilder()
                .expireAfterWrite(properties.acceptedFor())
                .maximumSize(properties.maxAccepted())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    public void add(String paymentId) {
        accepted.put(paymentId, true);
    }

    public boolean contains(String paymentId) {
        return accepted.getIfPresent(paymentId) != null;
    }
}
