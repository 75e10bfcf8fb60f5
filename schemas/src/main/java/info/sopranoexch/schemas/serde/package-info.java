/**
 * Serializer and deserializer in the Confluent wire format (byte 0, four-byte schema id, Avro binary) and a client for
 * any registry that speaks Confluent's REST API. Settings carry Confluent's names, so Confluent's own library can take
 * their place by a change of class names.
 */
@NullMarked
package info.sopranoexch.schemas.serde;

import org.jspecify.annotations.NullMarked;
