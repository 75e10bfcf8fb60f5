/** What is seen in a browser: the pay page, and an index that tells how to use the sandbox. */
@NullMarked
package info.sopranoexch.sandbox.page;

import org.jspecify.annotations.NullMarked;
