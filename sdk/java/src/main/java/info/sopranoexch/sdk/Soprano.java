package info.sopranoexch.sdk;

import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Client of the payment API, safe for use by several threads. A request is repeated at most {@link Builder#maxRetries} times, with the
 * same idempotency key, after a timeout, a broken connection, 408, 429, 500, 502, 503 or 504.
 */
public final class Soprano {
    private final Transport transport;

    private Soprano(Transport transport) {
        this.transport = transport;
    }

    /** A client with the default settings. */
    public static Soprano create(String apiKey) {
        return builder(apiKey).build();
    }

    public static Builder builder(String apiKey) {
        return new Builder(apiKey);
    }

    public Payments payments() {
        return new Payments(transport);
    }

    public Refunds refunds() {
        return new Refunds(transport);
    }

    public Merchants merchants() {
        return new Merchants(transport);
    }

    public WebhookDeliveries webhookDeliveries() {
        return new WebhookDeliveries(transport);
    }

    public Events events() {
        return new Events(transport);
    }

    public static final class Builder {
        private final String apiKey;
        private String baseUrl = "https://soprano-exch.info/api/v1";
        private Duration timeout = Duration.ofSeconds(20);
        private int maxRetries = 3;
        private HttpClient httpClient;

        private Builder(String apiKey) {
            if (apiKey == null || apiKey.isEmpty()) {
                throw new IllegalArgumentException("an API key is required");
            }
            this.apiKey = apiKey;
        }

        public Builder baseUrl(String baseUrl) {
            this.baseUrl = baseUrl;
            return this;
        }

        /** Limit of one attempt, 20 seconds by default. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /** Number of attempts after the first, 3 by default. */
        public Builder maxRetries(int maxRetries) {
            this.maxRetries = maxRetries;
            return this;
        }

        /** For a proxy or an executor of your own. It must not follow redirects: the API key must not reach another server. */
        public Builder httpClient(HttpClient httpClient) {
            this.httpClient = httpClient;
            return this;
        }

        public Soprano build() {
            HttpClient client = httpClient == null ? HttpClient.newHttpClient() : httpClient;
            return new Soprano(new Transport(client, apiKey, baseUrl, timeout, maxRetries));
        }
    }
}
