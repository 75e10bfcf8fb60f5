/** Producers, and the reading of records with poison set aside. */
@NullMarked
package info.sopranoexch.provider.kafka;

import org.jspecify.annotations.NullMarked;
