/** Rules that apply to every request: HTTPS, proxies, security headers, the connector. */
@NullMarked
package info.sopranoexch.gateway.edge;

import org.jspecify.annotations.NullMarked;
