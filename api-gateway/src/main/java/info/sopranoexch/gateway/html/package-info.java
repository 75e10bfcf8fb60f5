/** Pieces of HTML that cannot be broken out of. */
@NullMarked
package info.sopranoexch.gateway.html;

import org.jspecify.annotations.NullMarked;
