/**
 * Deploys topics and schemas to a Kafka cluster and its schema registry. Runs before the services, which therefore need no
 * right to create topics or register schemas.
 */
@NullMarked
package info.sopranoexch.schemas.deploy;

import org.jspecify.annotations.NullMarked;
