@NullMarked
package info.sopranoexch.gateway.edge;

import org.jspecify.annotations.NullMarked;
