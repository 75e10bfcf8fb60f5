/**
 * Supported currencies and their number of decimals. All services use this one table, because two tables that differ would
 * change amounts. The package does not depend on Avro or Kafka.
 */
@NullMarked
package info.sopranoexch.schemas.money;

import org.jspecify.annotations.NullMarked;
