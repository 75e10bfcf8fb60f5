/** What meters of all services have in common. */
@NullMarked
package info.sopranoexch.starter.metrics;

import org.jspecify.annotations.NullMarked;
