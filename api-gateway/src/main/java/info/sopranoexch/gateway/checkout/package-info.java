/** Connects the payer's page, module {@code checkout}, with the gateway. */
@NullMarked
package info.sopranoexch.gateway.checkout;

import org.jspecify.annotations.NullMarked;
