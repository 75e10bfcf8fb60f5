/** What happened to a payment, line by line; fed by the payment's own changes and by the webhooks' attempts. */
@NullMarked
package info.sopranoexch.payment.timeline;

import org.jspecify.annotations.NullMarked;
