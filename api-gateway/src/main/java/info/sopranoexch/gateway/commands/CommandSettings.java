package info.sopranoexch.gateway.commands;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param replyTimeout how long a caller waits for the payment service before it is answered 202; 0 s to 30 s */
@ConfigurationProperties("soprano.commands")
record CommandSettings(@DefaultValue("3s") Duration replyTimeout) {

    CommandSettings {
        if (replyTimeout.isNegative() || replyTimeout.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("soprano.commands.reply-timeout must be from 0s to 30s");
        }
    }
}
