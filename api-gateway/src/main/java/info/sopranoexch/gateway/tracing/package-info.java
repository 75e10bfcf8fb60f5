/** Traces of requests. */
@NullMarked
package info.sopranoexch.gateway.tracing;

import org.jspecify.annotations.NullMarked;
