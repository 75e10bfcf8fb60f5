/** A real browser for tests. */
@NullMarked
package info.sopranoexch.checkout.browser;

import org.jspecify.annotations.NullMarked;
