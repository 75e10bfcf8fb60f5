/** Authentication of the internal API, which only our own services call. */
@NullMarked
package info.sopranoexch.starter.internalapi;

import org.jspecify.annotations.NullMarked;
