/** The trace that a request belongs to. */
@NullMarked
package info.sopranoexch.gateway.tracing;

import org.jspecify.annotations.NullMarked;
