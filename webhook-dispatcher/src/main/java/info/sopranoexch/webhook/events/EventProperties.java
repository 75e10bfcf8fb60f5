package info.sopranoexch.webhook.events;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the Events API.
 *
 * @param maxScannedEvents events that one request with a filter reads; 100 or more. The next request continues after them
 */
@ConfigurationProperties("soprano.events")
record EventProperties(@DefaultValue("10000") int maxScannedEvents) {
    EventProperties {
        if (maxScannedEvents < 100) {
            throw new IllegalArgumentException("soprano.events.max-scanned-events must be 100 or more");
        }
    }
}
