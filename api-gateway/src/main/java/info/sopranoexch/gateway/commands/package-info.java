/** Commands to payment-service and their replies, over Kafka. See ADR 0004 and ADR 0014. */
@NullMarked
package info.sopranoexch.gateway.commands;

import org.jspecify.annotations.NullMarked;
