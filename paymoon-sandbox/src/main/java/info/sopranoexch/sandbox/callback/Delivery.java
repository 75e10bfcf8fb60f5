package info.sopranoexch.sandbox.callback;

import java.time.Duration;
import java.time.Instant;

/**
 * One row of the queue.
 *
 * @param attempts made so far
 * @param delay how long the first attempt is held back
 */
record Delivery(long id, Announcement announcement, boolean forged, int attempts, Instant createdAt, Duration delay) {}
