/** One dispatcher a JVM on real PostgreSQL, Kafka and registry; receivers; events as payment-service would write them. */
@NullMarked
package info.sopranoexch.webhook.support;

import org.jspecify.annotations.NullMarked;
