package info.sopranoexch.gateway.admission;

import org.springframework.http.HttpMethod;

/** Classes of requests. Each has its own limits, so a flood of one class leaves capacity for the others. */
enum RequestClass {
    /** Creates, cancels and refunds: each becomes a Kafka command and waits for its reply. */
    COMMANDS("commands"),
    /** All other calls of merchants and administrators. */
    API("api"),
    /** Callbacks of the payment provider. */
    CALLBACKS("callbacks"),
    /** The payer's page with its files, and the API reference. */
    PAGES("pages"),
    /** Server-sent events of the payer's page, open for minutes. */
    EVENT_STREAMS("event_streams"),
    /** Clients of the Events API that wait for an event. A request of the class {@link #API} moves here when its wait begins. */
    WAITING("waiting"),
    /** Health checks of load balancers. */
    HEALTH("health");

    private static final String PAY = "/pay/";
    private static final String EVENTS = "/events";

    private final String label;

    RequestClass(String label) {
        this.label = label;
    }

    /** Returns the value of the metric tag. */
    String label() {
        return label;
    }

    /**
     * Returns the class of a request. The path is not decoded: an unusual encoding may select another class, but every class
     * has limits.
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
