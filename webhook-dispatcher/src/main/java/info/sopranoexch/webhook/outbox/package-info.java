/** {@code webhook.events.v1}: what became of each attempt, at least once, from an outbox. */
@NullMarked
package info.sopranoexch.webhook.outbox;

import org.jspecify.annotations.NullMarked;
