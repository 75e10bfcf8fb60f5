package info.sopranoexch.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/** Checks the administrator's key of a request. The comparison takes constant time. */
@Component
class AdminAuthenticator {
    private final byte[] expected;
    private final AuthenticationFailures failures;

    AdminAuthenticator(AdminProperties properties, AuthenticationFailures failures) {
        this.expected = properties.key().getBytes(StandardCharsets.UTF_8);
        this.failures = failures;
    }

    /** @throws info.sopranoexch.starter.problem.ProblemException 401 or 429 */
    void authenticate(HttpServletRequest request) {
        String given = KeyHeader.ADMIN_KEY.read(request);
        failures.requireAdminAttemptsLeft(request);
        if (!MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            failures.countAdmin(request);
            throw KeyHeader.ADMIN_KEY.invalid(given);
        }
    }
}
