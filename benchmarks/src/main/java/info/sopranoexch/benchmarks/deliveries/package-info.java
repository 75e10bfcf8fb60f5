/**
 * Benchmarks of webhook-dispatcher: throughput, isolation between endpoints, and draining of a backlog. Compare
 * ratios within one run: absolute figures depend on the machine more than on the code.
 */
@NullMarked
package info.sopranoexch.benchmarks.deliveries;

import org.jspecify.annotations.NullMarked;
