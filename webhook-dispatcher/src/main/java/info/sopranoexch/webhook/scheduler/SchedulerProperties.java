package info.sopranoexch.webhook.scheduler;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the delivery scheduler.
 *
 * @param lease how long an instance without a heartbeat keeps its endpoint queues
 * @param heartbeat the interval of heartbeats and of claims of free queues
 * @param maxConcurrency attempts in flight in this instance
 * @param maxEndpointConcurrency attempts in flight to one endpoint
 * @param slowAfter average duration above which an endpoint is slow; slow and failing endpoints share a quarter of
 *     {@code maxConcurrency}
 * @param maxBuffered deliveries in memory; the others stay in the database
 * @param endpointWindow ready deliveries of one endpoint in memory
 * @param slowEndpointWindow the same for a slow or failing endpoint
 * @param claimLimit endpoint queues that one statement claims
 * @param breakerAfter consecutive failures that pause an endpoint
 * @param breakerPause the first pause; it doubles with each failed probe
 * @param breakerLongestPause the longest pause
 * @param endpointRetryAfter the longest time that a {@code Retry-After} throttles the endpoint
 * @param deliveryRetryAfter the longest time that a {@code Retry-After} delays the delivery of its attempt
 * @param timerHorizon retries within this time wait in memory, later ones in the database
 * @param maxBatch results that one transaction records
 * @param maxUnrecorded results that wait to be recorded; attempts then wait for their place
 * @param linger how long a result waits for others, so that one transaction records them. After a crash, unrecorded deliveries are
 *     sent again
 * @param rememberedCompletions number of recorded delivery ids in memory, which are used to recognize stale rows
 * @param shutdownTimeout how long a shutdown waits for attempts in flight, and then for their results
 */
@Validated
@ConfigurationProperties("soprano.scheduler")
record SchedulerProperties(
        @DefaultValue("6s") Duration lease,
        @DefaultValue("1s") Duration heartbeat,
        @Min(4) @Max(10_000) @DefaultValue("512") int maxConcurrency,
        @Min(1) @Max(1_000) @DefaultValue("32") int maxEndpointConcurrency,
        @DefaultValue("1s") Duration slowAfter,
        @Min(64) @DefaultValue("20000") int maxBuffered,
        @Min(8) @Max(10_000) @DefaultValue("256") int endpointWindow,
        @Min(1) @Max(10_000) @DefaultValue("8") int slowEndpointWindow,
        @Min(1) @Max(100_000) @DefaultValue("1000") int claimLimit,
        @Min(1) @DefaultValue("5") int breakerAfter,
        @DefaultValue("30s") Duration breakerPause,
        @DefaultValue("10m") Duration breakerLongestPause,
        @DefaultValue("15m") Duration endpointRetryAfter,
        @DefaultValue("1h") Duration deliveryRetryAfter,
        @DefaultValue("60s") Duration timerHorizon,
        @Min(1) @Max(10_000) @DefaultValue("500") int maxBatch,
        @Min(1) @DefaultValue("2048") int maxUnrecorded,
        @DefaultValue("20ms") Duration linger,
        @Min(1) @DefaultValue("8192") int rememberedCompletions,
        @DefaultValue("5s") Duration shutdownTimeout) {}
