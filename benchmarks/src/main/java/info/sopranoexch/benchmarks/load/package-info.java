/**
 * Load on a running stack, with the intended start of each request as the base of its latency, so that a stall of the
 * system under test is not hidden by a driver that waits for it ("coordinated omission"). Times are microseconds inside,
 * milliseconds in reports.
 */
@NullMarked
package info.sopranoexch.benchmarks.load;

import org.jspecify.annotations.NullMarked;
