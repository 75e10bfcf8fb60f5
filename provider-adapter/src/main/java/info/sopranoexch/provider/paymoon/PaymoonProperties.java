package info.sopranoexch.provider.paymoon;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Paymoon is reached and how it reaches us.
 *
 * @param url base URL of its API, without {@code /v1}
 * @param apiToken our bearer token there
 * @param webhookSecrets live secrets of its callbacks, one, or two during a rotation; 16 characters or more
 * @param callbackUrl where it sends callbacks: the public gateway's; derived from the public base URL when absent
 * @param callDeadline hard limit of one call, from connecting to the last byte
 * @param budget hard limit of all calls that one piece of work may make, waits included
 * @param attempts how often a call is tried within the budget
 * @param firstBackoff wait before the second try; four times as long before each further one
 */
@Validated
@ConfigurationProperties("soprano.paymoon")
record PaymoonProperties(
        @NotNull URI url,
        @NotBlank String apiToken,
        @NotNull @Size(min = 1, max = 2) List<@Size(min = 16) String> webhookSecrets,
        @Nullable URI callbackUrl,
        @DefaultValue("3s") Duration callDeadline,
        @DefaultValue("8s") Duration budget,
        @DefaultValue("3") @Min(1) @Max(10) int attempts,
        @DefaultValue("200ms") Duration firstBackoff,
        @DefaultValue @Valid Breaker breaker) {

    /**
     * When to stop asking a Paymoon that is down.
     *
     * @param window how many of the last calls are looked at; before half as many are made it stays closed
     * @param failurePercent share of failures at which calls stop
     * @param open how long they stop before a few are let through to try
     */
    record Breaker(
            @DefaultValue("50") @Min(2) int window,
            @DefaultValue("50") @Min(1) @Max(100) int failurePercent,
            @DefaultValue("5s") Duration open) {}

    @Override
    public String toString() {
        return "PaymoonProperties[url=" + url + ", apiToken=***, webhookSecrets=***]";
    }
}
