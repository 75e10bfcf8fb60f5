package info.sopranoexch.checkout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The paths that payers open, as they stand in the request line: the root, and everything below {@code /pay}. */
final class PayerPaths {
    private static final Pattern BELOW_PAY = Pattern.compile("/+pay(?:[/;?%].*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ROOT = Pattern.compile("/*");
    private static final Pattern EVENTS = Pattern.compile("/+pay/+[^/]*/+events", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final Pattern PREFIX = Pattern.compile("^/pay(?=/|$)", Pattern.CASE_INSENSITIVE);

    private PayerPaths() {}

    /** Returns whether a person may see the response to this path. Event streams are read by the script. */
    static boolean areForPayers(@Nullable String rawPath) {
        if (rawPath == null) {
            return false;
        }
        String path = PARAMETERS.matcher(rawPath).replaceAll("");
        return (ROOT.matcher(path).matches() || BELOW_PAY.matcher(path).matches())
                && !EVENTS.matcher(path).matches();
    }

    /** @return the same path with single slashes, none at the end, and {@code /pay} in lower case */
    static String canonical(String rawPath) {
        if (!BELOW_PAY.matcher(rawPath).matches()) {
            return rawPath;
        }
        String path = rawPath.replaceAll("/{2,}", "/").replaceFirst("(?<=.)/$", "");
        Matcher prefix = PREFIX.matcher(path);
        return prefix.find() ? prefix.replaceFirst("/pay") : path;
    }
}
