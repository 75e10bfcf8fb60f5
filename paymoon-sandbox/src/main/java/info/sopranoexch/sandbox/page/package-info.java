/** Pages: the pay page, and an index page that explains the sandbox. */
@NullMarked
package info.sopranoexch.sandbox.page;

import org.jspecify.annotations.NullMarked;
