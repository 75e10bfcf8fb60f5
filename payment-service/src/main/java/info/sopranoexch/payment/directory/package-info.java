/** Putting the directory topics right when Kafka alone has lost what was in them. */
@NullMarked
package info.sopranoexch.payment.directory;

import org.jspecify.annotations.NullMarked;
