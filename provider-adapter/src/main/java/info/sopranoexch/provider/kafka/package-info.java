/** Settings of the listener container. */
@NullMarked
package info.sopranoexch.provider.kafka;

import org.jspecify.annotations.NullMarked;
