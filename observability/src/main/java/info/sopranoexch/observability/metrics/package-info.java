/** What meters of all services have in common. */
@NullMarked
package info.sopranoexch.observability.metrics;

import org.jspecify.annotations.NullMarked;
