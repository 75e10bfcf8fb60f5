/** Spans by OpenTelemetry, their export by OTLP, and the header {@code traceparent}. */
@NullMarked
package info.sopranoexch.starter.tracing;

import org.jspecify.annotations.NullMarked;
