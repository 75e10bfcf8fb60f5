/** What several services need, once: each package is one concern with its own auto-configuration. */
@NullMarked
package info.sopranoexch.starter;

import org.jspecify.annotations.NullMarked;
