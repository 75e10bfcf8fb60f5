/** Producers, and the trace that a record carries. */
@NullMarked
package info.sopranoexch.provider.kafka;

import org.jspecify.annotations.NullMarked;
