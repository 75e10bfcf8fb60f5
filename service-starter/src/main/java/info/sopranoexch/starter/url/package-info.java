/** Addresses that merchants give us: one rule for what is accepted, and one normal form. */
@NullMarked
package info.sopranoexch.starter.url;

import org.jspecify.annotations.NullMarked;
