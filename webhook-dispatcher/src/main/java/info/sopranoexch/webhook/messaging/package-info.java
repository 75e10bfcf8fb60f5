/** Kafka as all features use it: values as bytes, read and written with the Avro serde, the unreadable set aside. */
@NullMarked
package info.sopranoexch.webhook.messaging;

import org.jspecify.annotations.NullMarked;
