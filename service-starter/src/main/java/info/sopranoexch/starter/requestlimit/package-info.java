/** How many requests a service works on at once. */
@NullMarked
package info.sopranoexch.starter.requestlimit;

import org.jspecify.annotations.NullMarked;
