package info.sopranoexch.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.stereotype.Component;

/** The administrator's key, compared in constant time. */
@Component
class AdminKey {
    private final byte[] expected;
    private final WrongKeys wrongKeys;

    AdminKey(AdminSettings settings, WrongKeys wrongKeys) {
        this.wrongKeys = wrongKeys;
        this.expected = settings.key().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws info.sopranoexch.gateway.problem.ProblemException 401 or 429 */
    void check(HttpServletRequest request) {
        String given = KeyHeader.ADMIN_KEY.read(request);
        wrongKeys.checkAdmin(request);
        if (!MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            wrongKeys.noteAdmin(request);
            throw KeyHeader.ADMIN_KEY.unknown(given);
        }
    }
}
