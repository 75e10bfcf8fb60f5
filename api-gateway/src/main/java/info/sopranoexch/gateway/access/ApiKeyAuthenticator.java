package info.sopranoexch.gateway.access;

import info.sopranoexch.gateway.directory.ApiKeyDirectory;
import info.sopranoexch.gateway.directory.ApiKeyEntry;
import info.sopranoexch.gateway.directory.DirectoryFollower;
import info.sopranoexch.gateway.problem.Problem;
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
    private final DirectoryFollower directory;
    private final AuthenticationFailures failures;

    ApiKeyAuthenticator(ApiKeyDirectory keys, DirectoryFollower directory, AuthenticationFailures failures) {
        this.keys = keys;
        this.directory = directory;
        this.failures = failures;
    }

    /** @throws info.sopranoexch.gateway.problem.ProblemException 401, 429 or 503 */
    ApiKeyEntry authenticate(HttpServletRequest request, Instant now) {
        if (!directory.isComplete()) {
            // A valid key may not be loaded yet, so an unknown key is not refused.
            throw Problem.unavailable("starting", "The service is starting.", Duration.ofSeconds(1))
                    .asException();
        }
        String key = KeyHeader.API_KEY.read(request);
        boolean possible = key.length() <= MAX_LENGTH;
        ApiKeyEntry entry = possible ? keys.find(key, now) : null;
        if (entry == null && possible && !directory.isCurrent() && !keys.knows(key)) {
            throw Problem.unavailable(
                            "directory_incomplete",
                            "The API key cannot be checked at the moment; send the request again.",
                            Duration.ofSeconds(5))
                    .asException();
        }
        if (entry == null) {
            failures.count(request);
            throw KeyHeader.API_KEY.invalid(key);
        }
        return entry;
    }
}
