/** Secrets that must be readable again, encrypted with a key from the environment (Tink AEAD); random secrets and keys. */
@NullMarked
package info.sopranoexch.payment.secrets;

import org.jspecify.annotations.NullMarked;
