/**
 * What the webhook-dispatcher delivers, and how little a bad endpoint hurts the others. Figures are ratios within one run:
 * absolute ones say more of the machine than of the code.
 */
@NullMarked
package info.sopranoexch.benchmarks.deliveries;

import org.jspecify.annotations.NullMarked;
