/** Checks a history against the invariants of ARCHITECTURE.md, and checks that the check finds planted faults. */
@NullMarked
package info.sopranoexch.faults.invariants;

import org.jspecify.annotations.NullMarked;
