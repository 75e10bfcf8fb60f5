/** How many requests a service works on at once. */
@NullMarked
package info.sopranoexch.observability.requests;

import org.jspecify.annotations.NullMarked;
