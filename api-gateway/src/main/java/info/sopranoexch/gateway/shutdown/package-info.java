/** How the service leaves without a failed request. */
@NullMarked
package info.sopranoexch.gateway.shutdown;

import org.jspecify.annotations.NullMarked;
