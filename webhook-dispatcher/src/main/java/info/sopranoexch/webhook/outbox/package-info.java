/** Records of {@code webhook.events.v1}: each result is published at least once, through the transactional outbox. */
@NullMarked
package info.sopranoexch.webhook.outbox;

import org.jspecify.annotations.NullMarked;
