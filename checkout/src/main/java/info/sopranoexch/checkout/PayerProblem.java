package info.sopranoexch.checkout;

import java.util.Locale;

/** What a payer is told in place of the page. Each has its words under {@link #key} in every language. */
enum PayerProblem {
    NOT_FOUND,
    /** The link, or what the browser sends with it, cannot be read. */
    UNREADABLE,
    INSECURE,
    OVERLOADED,
    INTERNAL;

    String key() {
        return "problem." + name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same link is worth opening again in a moment. */
    boolean isTemporary() {
        return this == OVERLOADED || this == INTERNAL;
    }

    static PayerProblem of(int status, String code) {
        if (code.equals("https_required")) {
            return INSECURE;
        }
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 429, 503 -> OVERLOADED;
            default -> status >= 500 ? INTERNAL : UNREADABLE;
        };
    }
}
