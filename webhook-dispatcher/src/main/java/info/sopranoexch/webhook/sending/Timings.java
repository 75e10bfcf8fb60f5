package info.sopranoexch.webhook.sending;

import org.jspecify.annotations.Nullable;

/**
 * Durations of the steps of one attempt in microseconds; null if the step did not happen.
 *
 * @param firstByteMicros from the first byte of the request to the head of the response
 * @param address the address of the connection; null on a reused connection
 */
public record Timings(
        @Nullable Long dnsMicros,
        @Nullable Long connectMicros,
        @Nullable Long tlsMicros,
        @Nullable Long firstByteMicros,
        long totalMicros,
        @Nullable String address) {}
