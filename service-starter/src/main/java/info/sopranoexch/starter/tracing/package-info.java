/**
 * Spans, and their export by OTLP. Nothing of it is loaded, and no span made, while no endpoint is configured: what a
 * record or request carried in is then what goes on. Source: W3C Trace Context.
 */
@NullMarked
package info.sopranoexch.starter.tracing;

import org.jspecify.annotations.NullMarked;
