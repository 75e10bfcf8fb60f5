/**
 * Callbacks of the provider: verified, kept raw in {@code provider.callbacks.v1}, answered, and then translated into
 * {@code provider.events.v1}. Between the two stands Kafka, so that nothing that was answered 200 hangs on a mapper.
 */
@NullMarked
package info.sopranoexch.provider.callback;

import org.jspecify.annotations.NullMarked;
