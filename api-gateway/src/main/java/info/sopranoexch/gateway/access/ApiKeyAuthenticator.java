package info.sopranoexch.gateway.access;

import info.sopranoexch.gateway.directory.ApiKeyDirectory;
import info.sopranoexch.gateway.directory.ApiKeyEntry;
import info.sopranoexch.starter.kafka.CompactedTopicReader;
import info.sopranoexch.starter.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Finds the API key of a request in the directory, which is in memory. */
@Component
class ApiKeyAuthenticator {
    /** Longer than every key that was ever issued: such a value is not hashed. */
    private static final int MAX_LENGTH = 200;

    private final ApiKeyDirectory keys;
    private final CompactedTopicReader<?> directory;
    private final AuthenticationFailures failures;

    ApiKeyAuthenticator(ApiKeyDirectory keys, CompactedTopicReader<?> directory, AuthenticationFailures failures) {
        this.keys = keys;
        this.directory = directory;
        this.failures = failures;
    }

    /** @throws info.sopranoexch.starter.problem.ProblemException 401, 429 or 503 */
    ApiKeyEntry authenticate(HttpServletRequest request, Instant now) {
        if (!directory.isComplete()) {
            // A valid key may not be loaded yet, so an unknown key is not refused.
            throw ProblemException.unavailable("starting", "The service is starting.", Duration.ofSeconds(1));
        }
        String key = KeyHeader.API_KEY.read(request);
        boolean possible = key.length() <= MAX_LENGTH;
        ApiKeyEntry entry = possible ? keys.find(key, now) : null;
        if (entry == null && possible && !directory.isCurrent() && !keys.knows(key)) {
            throw ProblemException.unavailable(
                    "directory_incomplete",
                    "The API key cannot be checked at the moment; send the request again.",
                    Duration.ofSeconds(5));
        }
        if (entry == null) {
            failures.count(request);
            throw KeyHeader.API_KEY.invalid(key);
        }
        return entry;
    }
}
