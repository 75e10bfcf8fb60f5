/** Injects faults into processes and Paymoon by a schedule that a seed determines. */
@NullMarked
package info.sopranoexch.faults.injection;

import org.jspecify.annotations.NullMarked;
