/** The Events API: stores the payment events of all accounts and lets an account read them in order. */
@NullMarked
package info.sopranoexch.webhook.events;

import org.jspecify.annotations.NullMarked;
