package info.sopranoexch.gateway.request;

import info.sopranoexch.starter.api.PaymentId;
import info.sopranoexch.starter.problem.ProblemException;

/** Checks the form of ids in paths. A malformed id gets 404, as an unknown id does, and is not sent to a service. */
public final class PathIds {
    private static final int MAX_DIGITS = 18;
    private static final int MAX_NAME = 100;

    private PathIds() {}

    /** @throws info.sopranoexch.starter.problem.ProblemException 404 unless it has the form of a payment id */
    public static void payment(String id) {
        if (!PaymentId.isValid(id)) {
            throw ProblemException.notFound("payment");
        }
    }

    /** @throws info.sopranoexch.starter.problem.ProblemException 404 unless it is 1 to 18 digits */
    public static String number(String id, String what) {
        if (id.isEmpty() || id.length() > MAX_DIGITS || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ProblemException.notFound(what);
        }
        return id;
    }

    /** @throws info.sopranoexch.starter.problem.ProblemException 404 unless it is 1 to 100 of A-Z a-z 0-9 _ - */
    public static String name(String id, String what) {
        boolean plain = id.chars()
                .allMatch(c ->
                        c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-');
        if (id.isEmpty() || id.length() > MAX_NAME || !plain) {
            throw ProblemException.notFound(what);
        }
        return id;
    }
}
