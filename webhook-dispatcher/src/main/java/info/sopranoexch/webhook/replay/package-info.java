/** Sending a span of past deliveries again: durable jobs, paced, with progress; and test events. */
@NullMarked
package info.sopranoexch.webhook.replay;

import org.jspecify.annotations.NullMarked;
