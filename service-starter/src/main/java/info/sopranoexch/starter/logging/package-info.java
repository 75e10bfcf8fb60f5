/** Which payment and which trace a line of the log is about. */
@NullMarked
package info.sopranoexch.starter.logging;

import org.jspecify.annotations.NullMarked;
