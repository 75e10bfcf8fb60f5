/** The transactional outbox of {@code webhook.events.v1}: each result is published at least once. */
@NullMarked
package info.sopranoexch.webhook.outbox;

import org.jspecify.annotations.NullMarked;
