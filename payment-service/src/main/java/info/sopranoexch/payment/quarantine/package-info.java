/** Provider reports that could not be applied: stored for operators, who apply them again or dismiss them. */
@NullMarked
package info.sopranoexch.payment.quarantine;

import org.jspecify.annotations.NullMarked;
