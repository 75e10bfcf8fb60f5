/** What those outside saw of a run: plain values, the same for a hand-made history and for a recorded one. */
@NullMarked
package info.sopranoexch.faults.history;

import org.jspecify.annotations.NullMarked;
