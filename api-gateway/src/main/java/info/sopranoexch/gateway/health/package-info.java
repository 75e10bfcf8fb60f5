/** Health checks of the gateway. */
@NullMarked
package info.sopranoexch.gateway.health;

import org.jspecify.annotations.NullMarked;
