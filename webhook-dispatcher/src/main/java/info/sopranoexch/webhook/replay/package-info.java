/** Sends finished deliveries again: one by redelivery, or those of a time range by replay. */
@NullMarked
package info.sopranoexch.webhook.replay;

import org.jspecify.annotations.NullMarked;
