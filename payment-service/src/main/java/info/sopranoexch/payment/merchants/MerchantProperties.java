package info.sopranoexch.payment.merchants;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of merchants.
 *
 * @param secretOverlap how long the old webhook secrets stay valid after a rotation, unless the request says otherwise
 * @param maxSecretOverlap maximum of {@code overlap_seconds} in a rotation request
 * @param maxSecrets maximum number of valid webhook secrets; each one is a signature in the headers of each webhook
 * @param maxEndpoints maximum number of webhook endpoints
 * @param maxReturnUrls maximum number of registered return URLs
 */
@ConfigurationProperties("soprano.merchants")
record MerchantProperties(
        @DefaultValue("24h") Duration secretOverlap,
        @DefaultValue("7d") Duration maxSecretOverlap,
        @DefaultValue("3") int maxSecrets,
        @DefaultValue("10") int maxEndpoints,
        @DefaultValue("20") int maxReturnUrls) {}
