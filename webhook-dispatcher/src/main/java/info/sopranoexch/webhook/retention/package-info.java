/** Partitions created ahead and dropped by retention, so that the database does not grow without bound. */
@NullMarked
package info.sopranoexch.webhook.retention;

import org.jspecify.annotations.NullMarked;
