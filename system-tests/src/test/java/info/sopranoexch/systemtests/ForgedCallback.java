package info.sopranoexch.systemtests;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Ways of calling back without being Paymoon. */
enum Forgery {
    WRONG_SECRET,
    OTHER_BYTES,
    OTHER_EVENT,
    OTHER_TIME,
    STALE,
    EARLY,
    UNSIGNED,
    SHORT,
    GARBAGE;

    /** More than the five minutes that a clock may be off. */
    private static final Duration TOO_FAR = Duration.ofMinutes(6);

    /** @param secret the true one: most forgers have seen something that was signed with it */
    Map<String, String> headers(String secret, String eventId, String body) {
        Instant now = Instant.now();
        Map<String, String> headers = new HashMap<>(
                switch (this) {
                    case WRONG_SECRET -> Paymoon.headers("a guess", eventId, body, now);
                    case OTHER_BYTES -> Paymoon.headers(secret, eventId, body + " ", now);
                    case OTHER_EVENT -> Paymoon.headers(secret, eventId + "_other", body, now);
                    case STALE -> Paymoon.headers(secret, eventId, body, now.minus(TOO_FAR));
                    case EARLY -> Paymoon.headers(secret, eventId, body, now.plus(TOO_FAR));
                    case OTHER_TIME, UNSIGNED, SHORT, GARBAGE -> Paymoon.headers(secret, eventId, body, now);
                });
        switch (this) {
            case OTHER_EVENT -> headers.put(Paymoon.EVENT_ID, eventId);
            case OTHER_TIME -> headers.put(Paymoon.TIMESTAMP, String.valueOf(now.getEpochSecond() + 1));
            case UNSIGNED -> headers.remove(Paymoon.SIGNATURE);
            case SHORT -> headers.computeIfPresent(Paymoon.SIGNATURE, (_, all) -> all.substring(0, all.length() - 2));
            case GARBAGE -> headers.put(Paymoon.SIGNATURE, "v1=" + "0123456789ABCDEF".repeat(4));
            case WRONG_SECRET, OTHER_BYTES, STALE, EARLY -> {}
        }
        return headers;
    }
}
