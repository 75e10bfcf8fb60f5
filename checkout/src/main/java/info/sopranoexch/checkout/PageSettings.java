package info.sopranoexch.checkout;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the payer's page.
 *
 * @param firstWait how long a page may wait for payment-service before it is served without it; 0 to 2 s
 * @param askTimeout how long payment-service has for one answer in the background; 100 ms to 10 s
 * @param fresh how old an answer may be to be given again without asking
 * @param maxKnown payments whose last answer is remembered
 * @param maxAsking questions to payment-service at once
 * @param maxWatched payments with live status at once
 * @param maxListeners open event streams at once
 * @param maxListenersPerPayment open event streams of one payment
 * @param maxListenersPerAddress open event streams of one client address, an IPv6 one counted by its first 64 bits
 * @param streamLifetime after which an event stream is ended; the browser opens the next one by itself
 * @param heartbeat silence after which an event stream shows that it lives
 * @param fastest the least time between two questions about a watched payment; 100 ms or more
 * @param slowest the most
 * @param arrivalGrace how long after its creation a payment may be unknown to payment-service without being called unknown;
 *     for an id that tells no time, counted from when it was first asked for here
 * @param newPaymentGrace how long after that time a page that says "not found" still looks for the payment
 * @param checkLimit how long a payer who came back from the provider is asked to wait for its confirmation
 * @param checkPause the least time between two requests to query the provider, made while a payer waits
 * @param reviewDays business days within which held payments are decided about, as payers are told; 1 to 10
 * @param timeZone of the times on the page until its script puts the payer's own in their place, and of receipts
 */
@ConfigurationProperties("soprano.page")
record PageSettings(
        @DefaultValue("300ms") Duration firstWait,
        @DefaultValue("2s") Duration askTimeout,
        @DefaultValue("250ms") Duration fresh,
        @DefaultValue("4096") int maxKnown,
        @DefaultValue("64") int maxAsking,
        @DefaultValue("512") int maxWatched,
        @DefaultValue("320") int maxListeners,
        @DefaultValue("16") int maxListenersPerPayment,
        @DefaultValue("64") int maxListenersPerAddress,
        @DefaultValue("15m") Duration streamLifetime,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("500ms") Duration fastest,
        @DefaultValue("2s") Duration slowest,
        @DefaultValue("3s") Duration arrivalGrace,
        @DefaultValue("2m") Duration newPaymentGrace,
        @DefaultValue("2m") Duration checkLimit,
        @DefaultValue("3s") Duration checkPause,
        @DefaultValue("1") int reviewDays,
        @DefaultValue("Europe/Moscow") ZoneId timeZone) {

    PageSettings {
        require(firstWait.toMillis() >= 0 && firstWait.toSeconds() <= 2, "first-wait must be from 0s to 2s");
        require(askTimeout.toMillis() >= 100 && askTimeout.toSeconds() <= 10, "ask-timeout must be from 100ms to 10s");
        require(fastest.toMillis() >= 100 && slowest.compareTo(fastest) >= 0, "fastest must be 100ms to slowest");
        require(heartbeat.toSeconds() >= 1 && streamLifetime.compareTo(heartbeat) > 0, "heartbeat must be 1s or more");
        require(
                maxKnown > 0
                        && maxAsking > 0
                        && maxWatched > 0
                        && maxListeners > 0
                        && maxListenersPerPayment > 0
                        && maxListenersPerAddress > 0,
                "every limit must be 1 or more");
        require(checkPause.toSeconds() >= 1, "check-pause must be 1s or more");
        require(reviewDays >= 1 && reviewDays <= 10, "review-days must be from 1 to 10");
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalArgumentException("soprano.page: " + rule);
        }
    }
}
