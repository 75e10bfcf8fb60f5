/** The rules for every request, whatever its path: HTTPS, proxies, security headers, the connector. */
@NullMarked
package info.sopranoexch.gateway.edge;

import org.jspecify.annotations.NullMarked;
