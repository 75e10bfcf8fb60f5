/** The published API as its document says it, for tests: which operations there are, and whether an answer is one of theirs. */
@NullMarked
package info.sopranoexch.contract;

import org.jspecify.annotations.NullMarked;
