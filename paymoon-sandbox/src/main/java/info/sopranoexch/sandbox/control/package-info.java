/** Control API for tests: pays invoices, sets faults, lists and sends callbacks. It needs no token. */
@NullMarked
package info.sopranoexch.sandbox.control;

import org.jspecify.annotations.NullMarked;
