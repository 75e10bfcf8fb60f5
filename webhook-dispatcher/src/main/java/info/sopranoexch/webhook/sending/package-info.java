/** Sends one webhook over HTTP: checked addresses, signature, limits in time and size. */
@NullMarked
package info.sopranoexch.webhook.sending;

import org.jspecify.annotations.NullMarked;
