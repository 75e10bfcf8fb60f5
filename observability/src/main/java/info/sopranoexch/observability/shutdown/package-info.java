/** How every service leaves without a failed request. */
@NullMarked
package info.sopranoexch.observability.shutdown;

import org.jspecify.annotations.NullMarked;
