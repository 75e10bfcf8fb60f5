/** Who may do what: API keys with scopes, the administrator's key, limits of rate, and when a key was used last. */
@NullMarked
package info.sopranoexch.gateway.access;

import org.jspecify.annotations.NullMarked;
