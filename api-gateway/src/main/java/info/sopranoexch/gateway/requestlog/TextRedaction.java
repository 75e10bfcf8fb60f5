package info.sopranoexch.gateway.requestlog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces secrets, payer data and card numbers in a text. */
final class TextRedaction {
    static final String REDACTED = "[redacted]";
    static final String ELLIPSIS = "\u2026";

    private static final int MIN_KEY = 8;
    private static final Pattern SECRETS =
            Pattern.compile("whsec_[^\\s\"'<>]{0,200}|\\b[sp]k_[A-Za-z0-9_-]{8,200}|(?i:bearer|basic)\\s{1,3}\\S{1,500}"
                    + "|v1[,=][A-Za-z0-9+/=]{16,200}|\\b[0-9A-Fa-f]{64,200}\\b");
    private static final Pattern URL_DETAILS =
            Pattern.compile("(https?://)(?:[^\\s/?#@]{0,500}@)?([^\\s?#]{0,2000})([?#]\\S{0,2000})?");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@\"'<>,;:()/?&=]{1,64}@[^\\s@\"'<>,;()/?&=]{1,255}");
    private static final Pattern PHONE = Pattern.compile("\\+\\p{Nd}[\\p{Nd}\\s()\\u00a0-]{8,20}");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]");

    private final String apiKey;

    /** @param apiKey the caller's key, which may have any form */
    TextRedaction(String apiKey) {
        this.apiKey = apiKey;
    }

    String redact(String text) {
        String result = apiKey.length() >= MIN_KEY ? text.replace(apiKey, REDACTED) : text;
        // Most texts contain none of these characters, and need no expression.
        if (result.indexOf('_') >= 0
                || result.indexOf(' ') >= 0
                || result.indexOf("v1") >= 0
                || result.length() >= 64) {
            result = SECRETS.matcher(result).replaceAll(REDACTED);
        }
        if (result.contains("://")) {
            result = withoutUrlDetails(result);
        }
        if (result.indexOf('@') >= 0) {
            result = EMAIL.matcher(result).replaceAll(REDACTED);
        }
        if (result.indexOf('+') >= 0) {
            result = PHONE.matcher(result).replaceAll(REDACTED);
        }
        return CONTROL.matcher(CardNumbers.redact(result)).replaceAll("\ufffd");
    }

    /** Removes user names, passwords, queries and fragments: they often contain tokens. */
    private static String withoutUrlDetails(String text) {
        return URL_DETAILS
                .matcher(text)
                .replaceAll(url -> Matcher.quoteReplacement(
                        url.group(1) + url.group(2) + (url.group(3) == null ? "" : "?" + REDACTED)));
    }
}
