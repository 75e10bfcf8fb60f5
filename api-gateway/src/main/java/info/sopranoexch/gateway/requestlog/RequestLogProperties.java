package info.sopranoexch.gateway.requestlog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param enabled whether requests are recorded
 * @param bodyLimit bytes of a body that are recorded, 0 to 64 KB
 * @param buffer memory for records that are not yet passed to Kafka's producer, at least 1 MB; above it records are dropped
 */
@ConfigurationProperties("soprano.request-log")
record RequestLogProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("8KB") DataSize bodyLimit,
        @DefaultValue("8MB") DataSize buffer) {

    RequestLogProperties {
        if (bodyLimit.isNegative() || bodyLimit.toKilobytes() > 64) {
            throw new IllegalArgumentException("soprano.request-log.body-limit must be from 0 to 64KB");
        }
        if (buffer.toMegabytes() < 1) {
            throw new IllegalArgumentException("soprano.request-log.buffer must be 1MB or more");
        }
    }
}
