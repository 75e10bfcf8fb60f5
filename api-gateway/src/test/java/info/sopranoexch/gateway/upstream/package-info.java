@NullMarked
package info.sopranoexch.gateway.upstream;

import org.jspecify.annotations.NullMarked;
