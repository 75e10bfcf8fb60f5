/** Merchants, payers and endpoints, and what they note down. */
@NullMarked
package info.sopranoexch.torture.load;

import org.jspecify.annotations.NullMarked;
