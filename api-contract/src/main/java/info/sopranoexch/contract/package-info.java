/** The published API, for tests: its operations, and whether a response conforms to the document. */
@NullMarked
package info.sopranoexch.contract;

import org.jspecify.annotations.NullMarked;
