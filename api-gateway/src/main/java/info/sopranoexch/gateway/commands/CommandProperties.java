package info.sopranoexch.gateway.commands;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param replyTimeout the time to wait for payment-service before the caller gets 202; 0 s to 30 s
 * @param readBackTimeout the time to search for an earlier command with the same Idempotency-Key before the caller gets 409;
 *     100 ms to 10 s
 * @param maxUnresolved commands with an Idempotency-Key that are remembered while payment-service does not reply, about 90
 *     bytes each; above it a new command gets 409
 * @param acceptedFor how long payments that were accepted with 202 are remembered, for payers' pages
 * @param maxAccepted the greatest number of such payments
 */
@ConfigurationProperties("soprano.commands")
record CommandProperties(
        @DefaultValue("3s") Duration replyTimeout,
        @DefaultValue("5s") Duration readBackTimeout,
        @DefaultValue("200000") int maxUnresolved,
        @DefaultValue("10m") Duration acceptedFor,
        @DefaultValue("10000") int maxAccepted) {

    CommandProperties {
        if (replyTimeout.isNegative() || replyTimeout.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("soprano.commands.reply-timeout must be from 0s to 30s");
        }
        if (readBackTimeout.toMillis() < 100 || readBackTimeout.toSeconds() > 10) {
            throw new IllegalArgumentException("soprano.commands.read-back-timeout must be from 100ms to 10s");
        }
        if (maxUnresolved < 1) {
            throw new IllegalArgumentException("soprano.commands.max-unresolved must be 1 or more");
        }
    }
}
