package info.sopranoexch.payment.apikeys;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of API keys.
 *
 * @param rotationOverlap how long the old key stays valid after a rotation, unless the request says otherwise
 * @param maxRotationOverlap maximum of {@code overlap_seconds} in a rotation request
 * @param maxUsageReports maximum number of keys in a gateway's report of last uses
 */
@ConfigurationProperties("soprano.api-keys")
record ApiKeyProperties(
        @DefaultValue("24h") Duration rotationOverlap,
        @DefaultValue("30d") Duration maxRotationOverlap,
        @DefaultValue("1000") int maxUsageReports) {}
