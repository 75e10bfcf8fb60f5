package info.sopranoexch.gateway.page;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param streamTime how long one stream of events lasts before the browser opens the next; 1 s to 1 h
 * @param heartbeat between signs of life on a stream without news; 1 s or more
 */
@ConfigurationProperties("soprano.page")
record PageSettings(
        @DefaultValue("10m") Duration streamTime,
        @DefaultValue("15s") Duration heartbeat) {

    PageSettings {
        if (streamTime.toSeconds() < 1 || streamTime.toHours() > 1 || heartbeat.toSeconds() < 1) {
            throw new IllegalArgumentException("soprano.page: stream-time must be 1s to 1h, heartbeat 1s or more");
        }
    }
}
