/**
 * Delivery of callbacks. A callback is stored before it is sent. The first attempt is made from memory after the commit, later
 * attempts from the table, for 24 hours. Delivery is at least once, in no particular order.
 */
@NullMarked
package info.sopranoexch.sandbox.callback;

import org.jspecify.annotations.NullMarked;
