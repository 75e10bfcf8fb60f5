/** A real browser for tests. */
@NullMarked
package info.sopranoexch.gateway.browser;

import org.jspecify.annotations.NullMarked;
