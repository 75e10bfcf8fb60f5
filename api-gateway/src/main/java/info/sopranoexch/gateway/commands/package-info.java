/**
 * Commands to the payment service and their replies, over Kafka. Generated Avro types end in this package: {@code
 * CommandRecords} writes, {@code ReplyRecords} reads.
 */
@NullMarked
package info.sopranoexch.gateway.commands;

import org.jspecify.annotations.NullMarked;
