package info.sopranoexch.sandbox.callback;

import java.time.Duration;
import java.time.Instant;

/**
 * A callback in the queue.
 *
 * @param attempts number of attempts so far
 * @param delay delay of the first attempt
 */
record CallbackDelivery(
        long id, CallbackMessage message, boolean forged, int attempts, Instant createdAt, Duration delay) {}
