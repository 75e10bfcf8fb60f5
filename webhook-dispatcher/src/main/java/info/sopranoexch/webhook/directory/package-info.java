/** The merchants as payment-service tells them in {@code directory.merchants.v1}: all in memory, secrets decrypted. */
@NullMarked
package info.sopranoexch.webhook.directory;

import org.jspecify.annotations.NullMarked;
