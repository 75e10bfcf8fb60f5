package info.sopranoexch.checkout;

import java.util.Locale;

/** The errors that a payer sees in place of a page. The message bundles have a title and a text under each {@link #key}. */
enum PayerError {
    NOT_FOUND,
    /** The server cannot read the link or the headers of the browser. */
    UNREADABLE,
    INSECURE,
    OVERLOADED,
    INTERNAL;

    String key() {
        return "problem." + name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same link may work in a moment. */
    boolean isTemporary() {
        return this == OVERLOADED || this == INTERNAL;
    }

    static PayerError of(int status, String code) {
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
