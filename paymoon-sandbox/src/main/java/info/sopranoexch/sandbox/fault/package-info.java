/** Deliberate failures: by a setting for all calls, or by a magic amount for one invoice. */
@NullMarked
package info.sopranoexch.sandbox.fault;

import org.jspecify.annotations.NullMarked;
