/** The Avro serializer that all features use. */
@NullMarked
package info.sopranoexch.webhook.messaging;

import org.jspecify.annotations.NullMarked;
