/** Payments as their account, the payer's page and operators read them. */
@NullMarked
package info.sopranoexch.payment.reading;

import org.jspecify.annotations.NullMarked;
