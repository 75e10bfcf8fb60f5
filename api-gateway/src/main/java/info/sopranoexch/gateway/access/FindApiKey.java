package info.sopranoexch.gateway.access;

import info.sopranoexch.gateway.directory.ApiKeyDirectory;
import info.sopranoexch.gateway.directory.ApiKeyEntry;
import info.sopranoexch.gateway.directory.DirectoryFollower;
import info.sopranoexch.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Finds the API key of a request in memory. */
@Component
class FindApiKey {
    /** Longer than any key of ours; not worth hashing. */
    private static final int MAX_KEY = 200;

    private final ApiKeyDirectory keys;
    private final DirectoryFollower follower;
    private final WrongKeys wrongKeys;

    FindApiKey(ApiKeyDirectory keys, DirectoryFollower follower, WrongKeys wrongKeys) {
        this.keys = keys;
        this.follower = follower;
        this.wrongKeys = wrongKeys;
    }

    /** @throws info.sopranoexch.gateway.problem.ProblemException 401, 429 or 503 */
    ApiKeyEntry find(HttpServletRequest request, Instant now) {
        if (!follower.isComplete()) {
            // A key that is not known yet is not a wrong key.
            throw Problem.unavailable("starting", "The service is starting.", Duration.ofSeconds(1))
                    .asException();
        }
        String key = KeyHeader.API_KEY.read(request);
        ApiKeyEntry entry = key.length() > MAX_KEY ? null : keys.find(key, now);
        if (entry == null && key.length() <= MAX_KEY && !follower.isCurrent() && !keys.knows(key)) {
            throw Problem.unavailable(
                            "directory_incomplete",
                            "The API key cannot be checked at the moment; send the request again.",
                            Duration.ofSeconds(5))
                    .asException();
        }
        if (entry == null) {
            wrongKeys.note(request);
            throw KeyHeader.API_KEY.unknown(key);
        }
        return entry;
    }
}
