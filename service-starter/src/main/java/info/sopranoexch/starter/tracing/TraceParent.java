package info.sopranoexch.starter.tracing;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent}. Source: W3C Trace Context, version 00. */
public final class TraceParent {
    public static final String HEADER = "traceparent";

    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;

    private TraceParent() {}

    /** The value as it came, null when there is none or it is malformed. */
    public static @Nullable String sane(@Nullable String value) {
        return value != null && FORM.matcher(value).matches() ? value : null;
    }

    /** A trace that nothing came before, and that is not kept. */
    public static String fresh() {
        var random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1) + "-"
                + hex.toHexDigits(random.nextLong() | 1) + "-00";
    }

    /** @param sane as {@link #sane} lets through */
    public static String traceId(String sane) {
        return sane.substring(TRACE_ID, SPAN_ID - 1);
    }

    static String spanId(String sane) {
        return sane.substring(SPAN_ID, FLAGS - 1);
    }

    static boolean isSampled(String sane) {
        return (Integer.parseInt(sane.substring(FLAGS), 16) & 1) == 1;
    }
}
