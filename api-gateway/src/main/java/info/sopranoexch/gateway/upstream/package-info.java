/** HTTP calls to the internal services, with client-side load balancing. Responses never show internal addresses. */
@NullMarked
package info.sopranoexch.gateway.upstream;

import org.jspecify.annotations.NullMarked;
