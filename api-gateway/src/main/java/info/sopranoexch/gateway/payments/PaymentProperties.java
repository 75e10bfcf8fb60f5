package info.sopranoexch.gateway.payments;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param expiresIn the time to pay, unless the merchant chooses another
 * @param minExpiresIn the shortest time that a merchant may choose
 * @param maxExpiresIn the longest time that a merchant may choose
 * @param sandbox whether new payments are marked as sandbox payments
 */
@ConfigurationProperties("soprano.payments")
record PaymentProperties(
        @DefaultValue("1h") Duration expiresIn,
        @DefaultValue("1m") Duration minExpiresIn,
        @DefaultValue("30d") Duration maxExpiresIn,
        @DefaultValue("false") boolean sandbox) {

    PaymentProperties {
        if (minExpiresIn.toSeconds() < 1
                || expiresIn.compareTo(minExpiresIn) < 0
                || expiresIn.compareTo(maxExpiresIn) > 0) {
            throw new IllegalArgumentException(
                    "soprano.payments: expires-in must lie between min-expires-in (1s or more) and max-expires-in");
        }
    }
}
