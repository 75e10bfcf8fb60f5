/** Fixtures: the running sandbox, and a receiver of callbacks. */
@NullMarked
package info.sopranoexch.sandbox.testing;

import org.jspecify.annotations.NullMarked;
