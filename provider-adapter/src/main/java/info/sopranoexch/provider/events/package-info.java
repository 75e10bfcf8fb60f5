/**
 * Results of the provider and their publication to {@code provider.events.v1}. Amounts are in minor units. Source:
 * docs/contract.md, sections 3 and 4.
 */
@NullMarked
package info.sopranoexch.provider.events;

import org.jspecify.annotations.NullMarked;
