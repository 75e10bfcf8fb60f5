package info.sopranoexch.payment.directory;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the directory topics.
 *
 * @param watch false in tests that run the check step by step
 * @param timeout deadline of a query of Kafka for the ends of the topics
 */
@ConfigurationProperties("soprano.directory")
record DirectoryProperties(
        @DefaultValue("true") boolean watch,
        @DefaultValue("5s") Duration timeout) {}
