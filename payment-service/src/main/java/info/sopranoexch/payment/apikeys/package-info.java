/** Accounts and the API keys that speak for them; the gateways learn of them by the compacted directory topic. */
@NullMarked
package info.sopranoexch.payment.apikeys;

import org.jspecify.annotations.NullMarked;
