/**
 * Callbacks of the provider: verified, written to {@code provider.events.v1} raw and in our words, and then answered. What a
 * mapper cannot read goes there raw alone, so that nothing hangs on it.
 */
@NullMarked
package info.sopranoexch.provider.callback;

import org.jspecify.annotations.NullMarked;
