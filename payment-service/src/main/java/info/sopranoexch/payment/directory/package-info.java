/** Publishing of merchants and API keys to the compacted directory topics. */
@NullMarked
package info.sopranoexch.payment.directory;

import org.jspecify.annotations.NullMarked;
