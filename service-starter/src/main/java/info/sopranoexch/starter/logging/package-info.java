/** The payment and the trace of each log line. */
@NullMarked
package info.sopranoexch.starter.logging;

import org.jspecify.annotations.NullMarked;
