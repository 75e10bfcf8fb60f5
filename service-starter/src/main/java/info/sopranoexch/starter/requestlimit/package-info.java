/** The limit of concurrent requests of a service. */
@NullMarked
package info.sopranoexch.starter.requestlimit;

import org.jspecify.annotations.NullMarked;
