/**
 * The records that services have set aside: seen, and put back. Needs Kafka and the registry only, so it works on any
 * cluster and not on the local stack alone.
 */
@NullMarked
package info.sopranoexch.localstack.deadletters;

import org.jspecify.annotations.NullMarked;
