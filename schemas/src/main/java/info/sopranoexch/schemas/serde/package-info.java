/**
 * Serializer and deserializer for the Confluent wire format, and a client for any registry with Confluent's REST API.
 * Settings have Confluent's names, so that Confluent's own library can replace these classes by a change of class names.
 */
@NullMarked
package info.sopranoexch.schemas.serde;

import org.jspecify.annotations.NullMarked;
