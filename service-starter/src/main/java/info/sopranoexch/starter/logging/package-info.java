/** The payment, the trace and the request of each log line. */
@NullMarked
package info.sopranoexch.starter.logging;

import org.jspecify.annotations.NullMarked;
