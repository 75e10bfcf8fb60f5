/** Authentication and authorization: API keys with scopes, the administrator's key, rate limits, last use of keys. */
@NullMarked
package info.sopranoexch.gateway.access;

import org.jspecify.annotations.NullMarked;
