/** Callbacks of the payment provider, relayed to provider-adapter, which verifies and interprets them. */
@NullMarked
package info.sopranoexch.gateway.callbacks;

import org.jspecify.annotations.NullMarked;
