/** Histogram buckets of all services. */
@NullMarked
package info.sopranoexch.starter.metrics;

import org.jspecify.annotations.NullMarked;
