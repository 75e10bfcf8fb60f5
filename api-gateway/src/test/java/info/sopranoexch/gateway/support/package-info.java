/** A gateway on real Kafka and registry; the services behind it are played. */
@NullMarked
package info.sopranoexch.gateway.support;

import org.jspecify.annotations.NullMarked;
