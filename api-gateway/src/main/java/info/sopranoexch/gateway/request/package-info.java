/** Reading of requests: bodies, fields and query parameters, each with its limit, each fault with the name of its field. */
@NullMarked
package info.sopranoexch.gateway.request;

import org.jspecify.annotations.NullMarked;
