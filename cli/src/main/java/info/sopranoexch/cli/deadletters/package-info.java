/** Lists, shows and replays dead letters of any Kafka cluster. */
@NullMarked
package info.sopranoexch.cli.deadletters;

import org.jspecify.annotations.NullMarked;
