/**
 * Benchmarks of a running stack. Latencies start at the intended start of a request, so that a stall of the system counts
 * for all delayed requests (no coordinated omission).
 */
@NullMarked
package info.sopranoexch.benchmarks.load;

import org.jspecify.annotations.NullMarked;
