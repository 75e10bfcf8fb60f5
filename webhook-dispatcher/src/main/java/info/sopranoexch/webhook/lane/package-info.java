/** Lanes: one an endpoint, owned by one instance at a time, and all that runs on them. Source: ARCHITECTURE. */
@NullMarked
package info.sopranoexch.webhook.lane;

import org.jspecify.annotations.NullMarked;
