/** The administrator's endpoints for API keys, relayed to the payment service, which owns them. */
@NullMarked
package info.sopranoexch.gateway.keys;

import org.jspecify.annotations.NullMarked;
