/**
 * Producers, batch listeners and readers of compacted topics: their configuration, the classification of failures, dead letters,
 * and retries during an outage.
 */
@NullMarked
package info.sopranoexch.starter.kafka;

import org.jspecify.annotations.NullMarked;
