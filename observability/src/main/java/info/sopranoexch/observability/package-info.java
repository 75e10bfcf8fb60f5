/** What every service tells of itself in the same way. It knows no service, and no service's packages. */
@NullMarked
package info.sopranoexch.observability;

import org.jspecify.annotations.NullMarked;
