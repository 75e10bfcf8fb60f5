/** Merchants, payers and endpoints, and what they note down. */
@NullMarked
package info.sopranoexch.faults.traffic;

import org.jspecify.annotations.NullMarked;
