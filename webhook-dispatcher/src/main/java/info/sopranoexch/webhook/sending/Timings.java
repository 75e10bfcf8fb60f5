package info.sopranoexch.webhook.sending;

import org.jspecify.annotations.Nullable;

/**
 * Times of one attempt in microseconds; null: the step did not happen.
 *
 * @param firstByteMicros from the request's first byte to the answer's head
 * @param address that was connected to; null on a connection that served before
 */
public record Timings(
        @Nullable Long dnsMicros,
        @Nullable Long connectMicros,
        @Nullable Long tlsMicros,
        @Nullable Long firstByteMicros,
        long totalMicros,
        @Nullable String address) {}
