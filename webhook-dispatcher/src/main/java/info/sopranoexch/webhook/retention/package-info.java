/** Creates partitions, drops expired history and expires deliveries of disabled endpoints. */
@NullMarked
package info.sopranoexch.webhook.retention;

import org.jspecify.annotations.NullMarked;
