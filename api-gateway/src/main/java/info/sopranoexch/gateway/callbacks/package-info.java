/** Paymoon's callbacks, passed on byte by byte to the provider-adapter, which alone knows what they mean. */
@NullMarked
package info.sopranoexch.gateway.callbacks;

import org.jspecify.annotations.NullMarked;
