/** The administrator's calls for API keys. They are relayed to payment-service, which owns the keys. */
@NullMarked
package info.sopranoexch.gateway.apikeys;

import org.jspecify.annotations.NullMarked;
