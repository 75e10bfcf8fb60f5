/**
 * The way of a poll: its records are read, applied in one transaction by the rules of {@code domain}, answered, and what
 * they caused is published; then the offsets go. A record that nobody can read or apply is set aside and the rest goes on.
 */
@NullMarked
package info.sopranoexch.payment.processing;

import org.jspecify.annotations.NullMarked;
