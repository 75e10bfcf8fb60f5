/** Who kills, stops and restarts processes, and makes Paymoon fail, by a schedule that a seed makes. */
@NullMarked
package info.sopranoexch.faults.injection;

import org.jspecify.annotations.NullMarked;
