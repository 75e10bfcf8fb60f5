package info.sopranoexch.checkout;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the payer's page.
 *
 * @param publicUrl scheme, host and port at which payers reach the page
 * @param sandbox whether payments that are created here are test payments
 * @param reviewDays business days within which held payments are decided, as payers read; 1 to 10
 * @param timeZone of receipts, and of the page until its script applies the payer's own
 */
@ConfigurationProperties("soprano.checkout")
record CheckoutProperties(
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue("false") boolean sandbox,
        @DefaultValue("1") int reviewDays,
        @DefaultValue("Europe/Moscow") ZoneId timeZone,
        @DefaultValue Lookup lookup,
        @DefaultValue LiveUpdates liveUpdates) {
    CheckoutProperties {
        require(reviewDays >= 1 && reviewDays <= 10, "review-days must be from 1 to 10");
    }

    /** @param path beginning with a slash */
    String absoluteUrl(String path) {
        // Not URI.resolve: the path of a payer's link may contain characters that no URI allows.
        String base = publicUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    boolean isHttps() {
        return "https".equalsIgnoreCase(publicUrl.getScheme());
    }

    /**
     * How the page reads payments from payment-service.
     *
     * @param firstWait how long a page waits for payment-service before it is served without a payment; 0 to 2 s
     * @param timeout of one request to payment-service; 100 ms to 10 s
     * @param freshness for how long a response is used again without a new request
     * @param maxCached payments whose last response is cached
     * @param maxConcurrent requests to payment-service at once
     * @param maxLogos merchants' logos in the cache
     * @param preparingGrace how long after its creation a payment that payment-service does not know is shown as being
     *     prepared; for an id without a time, after the first request for it
     * @param notFoundGrace how long after its creation a page that says "not found" still looks for the payment
     */
    record Lookup(
            @DefaultValue("300ms") Duration firstWait,
            @DefaultValue("2s") Duration timeout,
            @DefaultValue("250ms") Duration freshness,
            @DefaultValue("4096") int maxCached,
            @DefaultValue("64") int maxConcurrent,
            @DefaultValue("64") int maxLogos,
            @DefaultValue("3s") Duration preparingGrace,
            @DefaultValue("2m") Duration notFoundGrace) {
        Lookup {
            require(firstWait.toMillis() >= 0 && firstWait.toSeconds() <= 2, "lookup.first-wait must be from 0s to 2s");
            require(timeout.toMillis() >= 100 && timeout.toSeconds() <= 10, "lookup.timeout must be from 100ms to 10s");
            require(maxCached > 0 && maxConcurrent > 0 && maxLogos > 0, "every limit must be 1 or more");
        }
    }

    /**
     * Live updates of open pages.
     *
     * @param maxPayments payments with live updates at once
     * @param maxStreams open streams at once
     * @param maxStreamsPerPayment open streams of one payment
     * @param maxStreamsPerClient open streams of one client address; IPv6 addresses count by their first 64 bits
     * @param streamLifetime after which a stream ends; the browser opens the next one
     * @param heartbeat silence after which a stream sends a heartbeat; 1 s or more
     * @param minPollInterval the least time between two requests about one payment; 100 ms or more
     * @param maxPollInterval the most
     * @param confirmationTimeout how long a payer who came back from the provider is asked to wait for its confirmation
     * @param providerCheckInterval the least time between two requests to query the provider; 1 s or more
     */
    record LiveUpdates(
            @DefaultValue("512") int maxPayments,
            @DefaultValue("1024") int maxStreams,
            @DefaultValue("16") int maxStreamsPerPayment,
            @DefaultValue("64") int maxStreamsPerClient,
            @DefaultValue("15m") Duration streamLifetime,
            @DefaultValue("15s") Duration heartbeat,
            @DefaultValue("500ms") Duration minPollInterval,
            @DefaultValue("2s") Duration maxPollInterval,
            @DefaultValue("2m") Duration confirmationTimeout,
            @DefaultValue("3s") Duration providerCheckInterval) {
        LiveUpdates {
            require(
                    maxPayments > 0 && maxStreams > 0 && maxStreamsPerPayment > 0 && maxStreamsPerClient > 0,
                    "every limit must be 1 or more");
            require(
                    heartbeat.toSeconds() >= 1 && streamLifetime.compareTo(heartbeat) > 0,
                    "live-updates.heartbeat must be from 1s to stream-lifetime");
            require(
                    minPollInterval.toMillis() >= 100 && maxPollInterval.compareTo(minPollInterval) >= 0,
                    "live-updates.min-poll-interval must be from 100ms to max-poll-interval");
            require(providerCheckInterval.toSeconds() >= 1, "live-updates.provider-check-interval must be 1s or more");
        }
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalArgumentException("soprano.checkout: " + rule);
        }
    }
}
