/**
 * API keys and merchants in memory, as the compacted directory topics tell them, so that neither a lookup nor a shared
 * store stands on the way of a payment. Read from the beginning at each start; a record whose bytes are at fault is
 * counted and skipped, and stays in the topic.
 */
@NullMarked
package info.sopranoexch.gateway.directory;

import org.jspecify.annotations.NullMarked;
