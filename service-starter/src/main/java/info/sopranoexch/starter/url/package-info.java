/** URLs of merchants: one rule for accepting them, and one normal form. */
@NullMarked
package info.sopranoexch.starter.url;

import org.jspecify.annotations.NullMarked;
