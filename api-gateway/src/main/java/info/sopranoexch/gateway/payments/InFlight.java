package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.problem.Problem;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The Idempotency-Keys whose first request is still under way in this instance; bounded by the number of commands under way.
 * Only a courtesy: that nothing happens twice is the payment service's doing, whichever instance is asked.
 */
@Component
class InFlight {
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    /** @throws info.sopranoexch.gateway.problem.ProblemException 409 while another request with the key is under way */
    <T> T once(String key, Supplier<T> work) {
        if (!keys.add(key)) {
            throw Problem.of(
                            409,
                            "idempotency_in_flight",
                            "The first request with this Idempotency-Key is still under way.")
                    .retryAfter(Duration.ofSeconds(1))
                    .asException();
        }
        try {
            return work.get();
        } finally {
            keys.remove(key);
        }
    }
}
