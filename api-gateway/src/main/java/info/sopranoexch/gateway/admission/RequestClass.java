package info.sopranoexch.gateway.admission;

import org.springframework.http.HttpMethod;

/** Kinds of requests with a budget each, so that a flood of one kind leaves room for the others. */
enum RequestClass {
    /** Create, cancel and refund: each becomes a Kafka command and waits for its reply. */
    COMMANDS("commands"),
    /** Everything else that merchants and administrators call. */
    API("api"),
    /** Callbacks of the payment provider. */
    CALLBACKS("callbacks"),
    /** The payer's page, its files, and the documentation. */
    PAGES("pages"),
    /** Server-sent events of the payer's page: open for minutes. */
    EVENT_STREAMS("event_streams"),
    /** Health checks of balancers. */
    HEALTH("health");

    private static final String PAY = "/pay/";
    private static final String EVENTS = "/events";

    private final String label;

    RequestClass(String label) {
        this.label = label;
    }

    /** As it stands in metrics. */
    String label() {
        return label;
    }

    /**
     * By the path as it was sent. A path in an unusual encoding may fall into another class than its handler expects, which
     * gives it another budget but never none.
     */
    static RequestClass of(String method, String path) {
        if (path.startsWith("/api/v1/")) {
            return switch (path) {
                case "/api/v1/webhook/paymoon" -> CALLBACKS;
                case "/api/v1/health" -> HEALTH;
                case "/api/v1/openapi.yaml", "/api/v1/openapi.json" -> PAGES;
                default -> HttpMethod.POST.matches(method) && path.startsWith("/api/v1/payment/") ? COMMANDS : API;
            };
        }
        if (path.startsWith("/health")) {
            return HEALTH;
        }
        return path.startsWith(PAY) && path.endsWith(EVENTS) ? EVENT_STREAMS : PAGES;
    }
}
