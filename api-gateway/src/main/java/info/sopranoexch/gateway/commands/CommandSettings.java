package info.sopranoexch.gateway.commands;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param replyTimeout how long a caller waits for the payment service before it is answered 202; 0 s to 30 s
 * @param maxInFlight commands under way at once in this instance; more are refused with 503
 */
@ConfigurationProperties("soprano.commands")
record CommandSettings(
        @DefaultValue("3s") Duration replyTimeout,
        @DefaultValue("5000") int maxInFlight) {

    CommandSettings {
        if (replyTimeout.isNegative() || replyTimeout.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("soprano.commands.reply-timeout must be from 0s to 30s");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("soprano.commands.max-in-flight must be 1 or more");
        }
    }
}
