/** Paymoon's API asks for a bearer token; pages and the control API do not, they are for the machine's own users. */
@NullMarked
package info.sopranoexch.sandbox.access;

import org.jspecify.annotations.NullMarked;
