package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.commands.Command;
import info.sopranoexch.gateway.commands.IdempotencyProblems;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The Idempotency-Keys whose first request is still being processed by this instance; bounded by the number of commands under
 * way. It only gives an early answer: payment-service ensures that nothing happens twice, whichever instance is asked.
 */
@Component
class InFlight {
    private final Map<String, String> fingerprints = new ConcurrentHashMap<>();

    /**
     * @param scope what the key is unique in
     * @throws info.sopranoexch.gateway.problem.ProblemException 409 while the same request is being processed, 422 while
     *     another request with the key is
     */
    <T> T once(String scope, Command.Idempotency idempotency, Supplier<T> work) {
        String key = scope + "|" + idempotency.key();
        String other = fingerprints.putIfAbsent(key, idempotency.fingerprint());
        if (other != null) {
            throw other.equals(idempotency.fingerprint())
                    ? IdempotencyProblems.inFlight()
                    : IdempotencyProblems.reused();
        }
        try {
            return work.get();
        } finally {
            fingerprints.remove(key);
        }
    }
}
