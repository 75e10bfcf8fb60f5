/** Rules of webhooks that hold where an endpoint is accepted and where it is called. */
@NullMarked
package info.sopranoexch.starter.webhook;

import org.jspecify.annotations.NullMarked;
