/** Schedules, sends and records webhook deliveries. Each endpoint has one queue, which one instance owns at a time. */
@NullMarked
package info.sopranoexch.webhook.scheduler;

import org.jspecify.annotations.NullMarked;
