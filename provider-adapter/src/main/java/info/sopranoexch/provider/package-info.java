/**
 * All that is known of the payment provider. Callbacks come in, are verified and kept raw in Kafka, then translated;
 * invoices go out. Nothing is stored here: the obligation to ask again stands in the payment service.
 *
 * <ul>
 *   <li>{@code paymoon} alone knows Paymoon's API, signature, statuses and amounts
 *   <li>{@code answer} is what a provider can say, in our words, and its way to {@code provider.events.v1}
 *   <li>{@code callback} takes callbacks in and translates them; {@code invoice} asks the provider
 *   <li>{@code kafka} reads records and sets poison aside; {@code access} keeps strangers out
 * </ul>
 */
@NullMarked
package info.sopranoexch.provider;

import org.jspecify.annotations.NullMarked;
