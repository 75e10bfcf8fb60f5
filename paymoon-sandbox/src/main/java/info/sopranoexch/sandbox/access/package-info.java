/** Access to Paymoon's API by bearer token. Pages and control API have no token. */
@NullMarked
package info.sopranoexch.sandbox.access;

import org.jspecify.annotations.NullMarked;
