/** How the service leaves without a failed request. */
@NullMarked
package info.sopranoexch.payment.shutdown;

import org.jspecify.annotations.NullMarked;
