/**
 * Limits the requests that the gateway processes at once and the memory that they use. Virtual threads set no limit: without
 * these limits requests would accumulate until the heap is full.
 */
@NullMarked
package info.sopranoexch.gateway.admission;

import org.jspecify.annotations.NullMarked;
