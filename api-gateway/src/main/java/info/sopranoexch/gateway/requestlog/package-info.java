/** Publishes a redacted record of each request to the merchant API, and serves the request log. */
@NullMarked
package info.sopranoexch.gateway.requestlog;

import org.jspecify.annotations.NullMarked;
