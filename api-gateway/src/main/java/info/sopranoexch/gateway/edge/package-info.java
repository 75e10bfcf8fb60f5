/** The outermost layer: what holds for every request before anybody looks at its path. */
@NullMarked
package info.sopranoexch.gateway.edge;

import org.jspecify.annotations.NullMarked;
