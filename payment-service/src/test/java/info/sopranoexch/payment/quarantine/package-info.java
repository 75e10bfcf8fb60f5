@NullMarked
package info.sopranoexch.payment.quarantine;

import org.jspecify.annotations.NullMarked;
