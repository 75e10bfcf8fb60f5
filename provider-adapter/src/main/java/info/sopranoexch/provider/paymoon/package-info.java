/**
 * Paymoon's API, signature, words and amounts; nothing outside this package names any of them. It speaks the words of
 * {@code answer} to the rest, so that another contract can take this one's place. Source: CONTRACT, section 3.
 */
@NullMarked
package info.sopranoexch.provider.paymoon;

import org.jspecify.annotations.NullMarked;
