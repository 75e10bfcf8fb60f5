package info.sopranoexch.gateway.requestid;

import info.sopranoexch.starter.logging.LogContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request: {@code req_}, 12 hex digits of the time in milliseconds and 16 random hex digits. The gateway assigns
 * it to every request. A header of the client has no effect.
 */
public final class RequestId {
    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final String PREFIX = "req_";
    private static final int TIME_DIGITS = 12;

    private RequestId() {}

    /** Returns the id; null for a request that did not pass the valve, such as in a test of one filter. */
    public static @Nullable String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : null;
    }

    /** Returns the time of the request, which is a part of its id. */
    public static Instant receivedAt(String id) {
        int start = PREFIX.length();
        return Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(id, start, start + TIME_DIGITS));
    }

    /** Sets the header of the response. Call it again after a reset of the response, which removes all headers. */
    public static void setHeader(HttpServletRequest request, HttpServletResponse response) {
        String id = of(request);
        if (id != null) {
            response.setHeader(LogContext.REQUEST_HEADER, id);
        }
    }

    /** Assigns an id at the first call for a request. An asynchronous request passes the valve several times. */
    static String assign(HttpServletRequest request, long epochMillis) {
        String assigned = of(request);
        if (assigned != null) {
            return assigned;
        }
        // Random digits prevent duplicates. The id need not be secret, because reads of the request log require its
        // account.
        HexFormat hex = HexFormat.of();
        String id = PREFIX
                + hex.toHexDigits(epochMillis, TIME_DIGITS)
                + hex.toHexDigits(ThreadLocalRandom.current().nextLong());
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
