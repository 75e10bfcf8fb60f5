/** The commands of merchants, through the public API. */
@NullMarked
package info.sopranoexch.cli.merchant;

import org.jspecify.annotations.NullMarked;
