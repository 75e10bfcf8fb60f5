/** Scheduled provider checks: finds payments whose check is due, and publishes a command for each. */
@NullMarked
package info.sopranoexch.payment.providerchecks;

import org.jspecify.annotations.NullMarked;
