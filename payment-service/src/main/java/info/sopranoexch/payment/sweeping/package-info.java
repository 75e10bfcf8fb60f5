/** Finds the payments about which the provider must be asked, and asks for them to be checked. */
@NullMarked
package info.sopranoexch.payment.sweeping;

import org.jspecify.annotations.NullMarked;
