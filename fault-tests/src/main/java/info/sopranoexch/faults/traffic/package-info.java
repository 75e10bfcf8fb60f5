/** Merchants, payers and webhook endpoints of a run; each records its observations. */
@NullMarked
package info.sopranoexch.faults.traffic;

import org.jspecify.annotations.NullMarked;
