/** What a delivery is: one event for one endpoint, its body frozen, and its ids as told outside. */
@NullMarked
package info.sopranoexch.webhook.deliveries;

import org.jspecify.annotations.NullMarked;
