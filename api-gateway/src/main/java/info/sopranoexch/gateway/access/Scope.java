package info.sopranoexch.gateway.access;

/** A permission of an API key. */
public enum Scope {
    PAYMENTS_WRITE("payments:write"),
    PAYMENTS_READ("payments:read"),
    REQUESTS_READ("requests:read"),
    MERCHANTS_WRITE("merchants:write"),
    WEBHOOKS_WRITE("webhooks:write");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
