package info.sopranoexch.webhook.lane;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How lanes run.
 *
 * @param lease how long an instance that shows no sign of life keeps its lanes
 * @param heartbeat how often it shows one, and looks for lanes nobody owns
 * @param maxConcurrency attempts at a time in this instance
 * @param maxLaneConcurrency attempts at a time at one endpoint
 * @param slowAfter an endpoint that takes longer than this on average is slow: slow and failing ones together get at most
 *     a quarter of {@code maxConcurrency}
 * @param maxInMemory deliveries held in memory; the rest waits in the database
 * @param breakerAfter failures in a row after which an endpoint is paused
 * @param breakerPause first pause; doubles with each probe that fails
 * @param breakerLongestPause longest pause
 * @param endpointRetryAfter the longest that a {@code Retry-After} holds up the whole endpoint
 * @param deliveryRetryAfter the longest that a {@code Retry-After} holds up the delivery it was the response to
 * @param timerHorizon delays up to this wait in memory, longer ones in the database
 * @param maxBatch results recorded in one transaction
 * @param gather how long results wait for others, to be recorded with them: a crash makes what was not recorded be sent
 *     again, and the next status of a payment waits for the record of the one before
 */
@Validated
@ConfigurationProperties("soprano.lanes")
public record LaneProperties(
        @DefaultValue("6s") Duration lease,
        @DefaultValue("1s") Duration heartbeat,
        @Min(4) @Max(10_000) @DefaultValue("512") int maxConcurrency,
        @Min(1) @Max(1_000) @DefaultValue("32") int maxLaneConcurrency,
        @DefaultValue("1s") Duration slowAfter,
        @Min(64) @DefaultValue("20000") int maxInMemory,
        @Min(1) @DefaultValue("5") int breakerAfter,
        @DefaultValue("30s") Duration breakerPause,
        @DefaultValue("10m") Duration breakerLongestPause,
        @DefaultValue("15m") Duration endpointRetryAfter,
        @DefaultValue("1h") Duration deliveryRetryAfter,
        @DefaultValue("60s") Duration timerHorizon,
        @Min(1) @Max(10_000) @DefaultValue("500") int maxBatch,
        @DefaultValue("20ms") Duration gather) {}
