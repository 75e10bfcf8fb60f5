package info.sopranoexch.starter.webhook;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The headers that a merchant may add to its webhooks. */
public final class CustomHeaders {
    /** Headers of one endpoint. */
    public static final int MAX_COUNT = 10;
    /** Characters of a value. */
    public static final int MAX_VALUE = 500;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0," + MAX_VALUE + "}");

    /** Headers that frame the message, choose its receiver, or are set by us. */
    private static final Set<String> RESERVED = Set.of(
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "x-webhook-secret");

    private CustomHeaders() {}

    /** Whether a merchant may set the header. */
    public static boolean isAllowedName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAME.matcher(name).matches()
                && !RESERVED.contains(lower)
                && !lower.startsWith("webhook-")
                && !lower.startsWith("soprano-");
    }

    /** Whether the value consists of printable ASCII characters and is not too long. */
    public static boolean isAllowedValue(String value) {
        return VALUE.matcher(value).matches();
    }
}
