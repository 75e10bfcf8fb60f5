/** What a service stands on, and whether it is there: told with reasons, at the cost of nothing but a look at times. */
@NullMarked
package info.sopranoexch.starter.health;

import org.jspecify.annotations.NullMarked;
