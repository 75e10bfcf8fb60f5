package info.sopranoexch.gateway.payments;

import info.sopranoexch.starter.http.WebOrigin;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param publicUrl the scheme, host and port at which payers reach this gateway; {@code payment_url} is {@code
 *     <publicUrl>/pay/<payment_id>}
 * @param expiresIn how long a payment can be paid unless the merchant says otherwise
 * @param minExpiresIn the least that a merchant may ask for
 * @param maxExpiresIn the most
 * @param sandbox payments made here are marked as sandbox payments
 */
@ConfigurationProperties("soprano.payments")
record PaymentSettings(
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @DefaultValue("1h") Duration expiresIn,
        @DefaultValue("1m") Duration minExpiresIn,
        @DefaultValue("30d") Duration maxExpiresIn,
        @DefaultValue("false") boolean sandbox) {

    PaymentSettings {
        var unused = origin(publicUrl);
        if (minExpiresIn.toSeconds() < 1
                || expiresIn.compareTo(minExpiresIn) < 0
                || expiresIn.compareTo(maxExpiresIn) > 0) {
            throw new IllegalArgumentException(
                    "soprano.payments: expires-in must lie between min-expires-in (1s or more) and max-expires-in");
        }
    }

    WebOrigin origin() {
        return origin(publicUrl);
    }

    private static WebOrigin origin(URI url) {
        return new WebOrigin("soprano.payments.public-url (SOPRANO_PUBLIC_BASE_URL)", url);
    }
}
