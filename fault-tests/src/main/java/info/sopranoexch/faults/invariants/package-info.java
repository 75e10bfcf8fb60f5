/** Proves the invariants of ARCHITECTURE.md over a history, or names what breaks them. */
@NullMarked
package info.sopranoexch.faults.invariants;

import org.jspecify.annotations.NullMarked;
