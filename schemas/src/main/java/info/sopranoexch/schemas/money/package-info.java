/**
 * How many decimals each currency has. The gateway turns amounts into minor units and payment-service turns them back: two
 * tables that differ would move a decimal point. It knows nothing of Avro or Kafka.
 */
@NullMarked
package info.sopranoexch.schemas.money;

import org.jspecify.annotations.NullMarked;
