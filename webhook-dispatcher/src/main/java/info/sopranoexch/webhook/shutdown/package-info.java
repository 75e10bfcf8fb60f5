/** How the service leaves without a failed request. */
@NullMarked
package info.sopranoexch.webhook.shutdown;

import org.jspecify.annotations.NullMarked;
