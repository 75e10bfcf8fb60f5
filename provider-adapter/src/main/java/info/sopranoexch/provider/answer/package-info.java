/**
 * What a provider can say of an invoice, in our words, and how it is written to {@code provider.events.v1}. Amounts are
 * in minor units. Source: CONTRACT, sections 3 and 4.
 */
@NullMarked
package info.sopranoexch.provider.answer;

import org.jspecify.annotations.NullMarked;
