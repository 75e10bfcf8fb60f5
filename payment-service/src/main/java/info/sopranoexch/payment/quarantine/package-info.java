/** What the provider said and nobody could apply: kept as it came, visible to operators, and applied again on demand. */
@NullMarked
package info.sopranoexch.payment.quarantine;

import org.jspecify.annotations.NullMarked;
