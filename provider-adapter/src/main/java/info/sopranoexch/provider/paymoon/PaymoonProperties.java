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
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Connection to Paymoon.
 *
 * @param url base URL of its API, without {@code /v1}
 * @param apiToken bearer token for its API
 * @param webhookSecrets valid secrets of its callbacks: one, or two during a rotation; at least 16 characters each
 * @param callbackUrl where Paymoon sends callbacks; null for the gateway's public address
 */
@Validated
@ConfigurationProperties("soprano.paymoon")
record PaymoonProperties(
        @NotNull URI url,
        @NotBlank String apiToken,
        @NotNull @Size(min = 1, max = 2) List<@Size(min = 16) String> webhookSecrets,
        @Nullable URI callbackUrl,
        @DefaultValue @Valid Calls calls,
        @DefaultValue @Valid Breaker circuitBreaker) {

    /**
     * Deadlines and retries of HTTP calls.
     *
     * @param deadline hard limit of one call, from connecting to the last byte of the response
     * @param totalDeadline limit of all attempts of one call with their pauses; no attempt starts that could exceed it
     * @param maxAttempts attempts of one call
     * @param initialBackoff pause before the second attempt; each further pause is four times as long
     * @param maxResponse largest response body
     * @param keepAlive how long an idle connection is kept
     * @param maxConnections open connections, more than calls at the same time
     */
    record Calls(
            @DefaultValue("3s") Duration deadline,
            @DefaultValue("8s") Duration totalDeadline,
            @DefaultValue("3") @Min(1) @Max(10) int maxAttempts,
            @DefaultValue("200ms") Duration initialBackoff,
            @DefaultValue("256KB") DataSize maxResponse,
            @DefaultValue("30s") Duration keepAlive,
            @DefaultValue("1024") @Min(1) int maxConnections) {}

    /**
     * Circuit breaker: calls stop while Paymoon is down.
     *
     * @param window number of last calls that are evaluated; the breaker can open after half as many
     * @param failurePercent share of failed calls that opens the breaker
     * @param open how long calls stop before trial calls
     * @param trialCalls number of trial calls
     * @param maxTrial after this time the breaker closes even if fewer trial calls were made
     */
    record Breaker(
            @DefaultValue("50") @Min(2) int window,
            @DefaultValue("50") @Min(1) @Max(100) int failurePercent,
            @DefaultValue("5s") Duration open,
            @DefaultValue("3") @Min(1) int trialCalls,
            @DefaultValue("1m") Duration maxTrial) {}

    @Override
    public String toString() {
        return "PaymoonProperties[url=" + url + ", apiToken=***, webhookSecrets=***]";
    }
}
