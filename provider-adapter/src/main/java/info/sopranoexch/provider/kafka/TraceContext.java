package info.sopranoexch.provider.kafka;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} that a record or request carries on. Source: W3C Trace Context. */
public final class TraceContext {
    public static final String HEADER = "traceparent";
    private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceContext() {}

    /** The value as it came, null when there is none or it is malformed. */
    public static @Nullable String sane(@Nullable String value) {
        return value != null && FORM.matcher(value).matches() ? value : null;
    }

    /** The record's, null when there is none or it is malformed. */
    public static @Nullable String of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null
                ? null
                : sane(new String(header.value(), StandardCharsets.UTF_8));
    }
}
