/** Generation of secrets and keys. */
@NullMarked
package info.sopranoexch.payment.secrets;

import org.jspecify.annotations.NullMarked;
