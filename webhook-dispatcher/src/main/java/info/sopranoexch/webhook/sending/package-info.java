/** One attempt over HTTP: addresses checked, signed, bounded in time and size, never redirected, never repeated. */
@NullMarked
package info.sopranoexch.webhook.sending;

import org.jspecify.annotations.NullMarked;
