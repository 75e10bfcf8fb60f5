/** {@code listen}: forwards events to URLs on the developer's machine. */
@NullMarked
package info.sopranoexch.cli.listen;

import org.jspecify.annotations.NullMarked;
