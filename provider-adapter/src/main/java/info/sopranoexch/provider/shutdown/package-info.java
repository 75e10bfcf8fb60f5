/** How the service leaves without a failed request. */
@NullMarked
package info.sopranoexch.provider.shutdown;

import org.jspecify.annotations.NullMarked;
