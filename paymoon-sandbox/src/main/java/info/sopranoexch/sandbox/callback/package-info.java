/**
 * Delivery of callbacks. A callback is a row before anything is sent; the first attempt is made from memory as soon as its
 * transaction is committed, later ones from the table, for 24 hours. At least once, in no promised order.
 */
@NullMarked
package info.sopranoexch.sandbox.callback;

import org.jspecify.annotations.NullMarked;
