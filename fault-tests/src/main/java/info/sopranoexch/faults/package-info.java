/** Fault runs: load, faults by a seeded schedule, and a check of what those outside saw of it. */
@NullMarked
package info.sopranoexch.faults;

import org.jspecify.annotations.NullMarked;
