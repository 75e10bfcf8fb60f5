/**
 * The directory of API keys and merchants, in memory, from the compacted directory topics. A payment therefore needs no
 * lookup in another service. The topics are read from the beginning at each start. A malformed record is counted and skipped.
 */
@NullMarked
package info.sopranoexch.gateway.directory;

import org.jspecify.annotations.NullMarked;
