/**
 * Callbacks of the provider: verified, published to {@code provider.events.v1} raw and translated, then acknowledged. A
 * callback that cannot be translated is published raw only.
 */
@NullMarked
package info.sopranoexch.provider.callbacks;

import org.jspecify.annotations.NullMarked;
