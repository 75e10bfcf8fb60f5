/** Who may call the internal HTTP: the other services, by a bearer token. */
@NullMarked
package info.sopranoexch.webhook.security;

import org.jspecify.annotations.NullMarked;
