/** What every service does in the same way: tell of itself, and leave. It knows no service, and no service's packages. */
@NullMarked
package info.sopranoexch.observability;

import org.jspecify.annotations.NullMarked;
