@NullMarked
package info.sopranoexch.gateway.events;

import org.jspecify.annotations.NullMarked;
