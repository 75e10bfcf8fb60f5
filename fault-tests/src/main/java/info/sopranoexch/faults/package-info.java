/** Fault runs: traffic with injected faults on a local stack, then a check of the recorded history. */
@NullMarked
package info.sopranoexch.faults;

import org.jspecify.annotations.NullMarked;
