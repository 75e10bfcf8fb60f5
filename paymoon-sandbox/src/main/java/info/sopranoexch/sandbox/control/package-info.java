/** The remote control: pays invoices in the payer's place, switches faults, shows and invents callbacks. No token. */
@NullMarked
package info.sopranoexch.sandbox.control;

import org.jspecify.annotations.NullMarked;
