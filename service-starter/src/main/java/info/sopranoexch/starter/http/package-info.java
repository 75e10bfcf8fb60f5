/** HTTP calls with a hard deadline. */
@NullMarked
package info.sopranoexch.starter.http;

import org.jspecify.annotations.NullMarked;
