/** Calls over HTTP that end in time, whatever the other side does. */
@NullMarked
package info.sopranoexch.starter.http;

import org.jspecify.annotations.NullMarked;
