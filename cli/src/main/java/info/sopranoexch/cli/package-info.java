/** The command line program {@code soprano-cli}: one class for each command. */
@NullMarked
package info.sopranoexch.cli;

import org.jspecify.annotations.NullMarked;
