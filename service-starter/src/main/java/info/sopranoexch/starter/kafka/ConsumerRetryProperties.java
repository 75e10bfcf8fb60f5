package info.sopranoexch.starter.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Retries of a consumer during an outage.
 *
 * @param first pause before the first retry of a batch; each further pause is twice as long
 * @param longest the longest pause; consumers continue at most this long after the dependency works again
 */
@ConfigurationProperties("soprano.consumers.retry")
record ConsumerRetryProperties(
        @DefaultValue("200ms") Duration first,
        @DefaultValue("500ms") Duration longest) {}
