/** Who may call: other services of ours, by the internal bearer token. */
@NullMarked
package info.sopranoexch.provider.access;

import org.jspecify.annotations.NullMarked;
