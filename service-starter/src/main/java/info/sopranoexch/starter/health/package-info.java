/** Health of the Kafka consumers, the brokers and the schema registry. */
@NullMarked
package info.sopranoexch.starter.health;

import org.jspecify.annotations.NullMarked;
