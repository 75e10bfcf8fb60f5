/** Whether the time of an answer tells that something belongs to somebody else. */
@NullMarked
package info.sopranoexch.benchmarks.tenancy;

import org.jspecify.annotations.NullMarked;
