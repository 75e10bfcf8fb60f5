/** Code that several services share. Each package is one concern with its own auto-configuration. */
@NullMarked
package info.sopranoexch.starter;

import org.jspecify.annotations.NullMarked;
