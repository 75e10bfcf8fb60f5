/** All merchants of {@code directory.merchants.v1} in memory, with decrypted secrets. */
@NullMarked
package info.sopranoexch.webhook.directory;

import org.jspecify.annotations.NullMarked;
