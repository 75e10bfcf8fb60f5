/** Shutdown of a service without a failed request. */
@NullMarked
package info.sopranoexch.starter.shutdown;

import org.jspecify.annotations.NullMarked;
