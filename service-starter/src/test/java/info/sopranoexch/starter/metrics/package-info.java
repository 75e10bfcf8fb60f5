/** The page of metrics, for tests. */
@org.jspecify.annotations.NullMarked
package info.sopranoexch.starter.metrics;
