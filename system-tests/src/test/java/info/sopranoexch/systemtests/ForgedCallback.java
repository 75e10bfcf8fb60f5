package info.sopranoexch.systemtests;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Kinds of callbacks that Paymoon did not sign. */
enum ForgedCallback {
    WRONG_SECRET,
    CHANGED_BODY,
    CHANGED_EVENT_ID,
    CHANGED_TIMESTAMP,
    OLD_TIMESTAMP,
    FUTURE_TIMESTAMP,
    UNSIGNED,
    TRUNCATED_SIGNATURE,
    RANDOM_SIGNATURE;

    /** More than the tolerance of five minutes. */
    private static final Duration TOO_OLD_OR_NEW = Duration.ofMinutes(6);

    /** @param secret the true one: most forgeries change a signed callback */
    Map<String, String> headers(String secret, String eventId, String body) {
        Instant now = Instant.now();
        Map<String, String> headers = new HashMap<>(
                switch (this) {
                    case WRONG_SECRET -> Paymoon.headers("a guess", eventId, body, now);
                    case CHANGED_BODY -> Paymoon.headers(secret, eventId, body + " ", now);
                    case CHANGED_EVENT_ID -> Paymoon.headers(secret, eventId + "_other", body, now);
                    case OLD_TIMESTAMP -> Paymoon.headers(secret, eventId, body, now.minus(TOO_OLD_OR_NEW));
                    case FUTURE_TIMESTAMP -> Paymoon.headers(secret, eventId, body, now.plus(TOO_OLD_OR_NEW));
                    case CHANGED_TIMESTAMP, UNSIGNED, TRUNCATED_SIGNATURE, RANDOM_SIGNATURE ->
                        Paymoon.headers(secret, eventId, body, now);
                });
        switch (this) {
            case CHANGED_EVENT_ID -> headers.put(Paymoon.EVENT_ID, eventId);
            case CHANGED_TIMESTAMP -> headers.put(Paymoon.TIMESTAMP, String.valueOf(now.getEpochSecond() + 1));
            case UNSIGNED -> headers.remove(Paymoon.SIGNATURE);
            case TRUNCATED_SIGNATURE ->
                headers.computeIfPresent(Paymoon.SIGNATURE, (_, all) -> all.substring(0, all.length() - 2));
            case RANDOM_SIGNATURE -> headers.put(Paymoon.SIGNATURE, "v1=" + "0123456789ABCDEF".repeat(4));
            case WRONG_SECRET, CHANGED_BODY, OLD_TIMESTAMP, FUTURE_TIMESTAMP -> {}
        }
        return headers;
    }
}
