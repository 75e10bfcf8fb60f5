/** The services behind the gateway, over internal HTTP. What they answer is passed on; where they are never shows. */
@NullMarked
package info.sopranoexch.gateway.upstream;

import org.jspecify.annotations.NullMarked;
