/** Stores the requests of merchants to the API for some days, and searches them. */
@NullMarked
package info.sopranoexch.payment.requestlog;

import org.jspecify.annotations.NullMarked;
