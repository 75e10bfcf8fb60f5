/** Fixtures: the running adapter, records in and out, signed callbacks. */
@NullMarked
package info.sopranoexch.provider.testing;

import org.jspecify.annotations.NullMarked;
