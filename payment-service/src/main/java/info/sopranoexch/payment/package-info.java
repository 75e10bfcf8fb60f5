/**
 * Owns payments, in PostgreSQL, and emits their status events; owns the directory of accounts, merchants and API keys.
 * Changes of payments come over Kafka, reads and changes of the directory over internal HTTP.
 */
@NullMarked
package info.sopranoexch.payment;

import org.jspecify.annotations.NullMarked;
