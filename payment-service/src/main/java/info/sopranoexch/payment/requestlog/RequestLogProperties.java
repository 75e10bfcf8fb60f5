package info.sopranoexch.payment.requestlog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the request log.
 *
 * @param enabled whether this instance stores requests
 * @param retentionDays days before today (UTC) whose requests are kept, 1 to 90
 * @param queryTimeout of one search, 1 s to 10 s
 * @param maxSearches searches at once, 1 to 10; fewer than the connections of the pool, which payments need
 * @param searchWait how long a search waits for another one to end, 0 s to 5 s
 */
@Validated
@ConfigurationProperties("soprano.request-log")
record RequestLogProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("7") @Min(1) @Max(90) int retentionDays,

        @DefaultValue("3s") @DurationMin(seconds = 1) @DurationMax(seconds = 10)
        Duration queryTimeout,

        @DefaultValue("2") @Min(1) @Max(10) int maxSearches,

        @DefaultValue("500ms") @DurationMin @DurationMax(seconds = 5)
        Duration searchWait) {}
