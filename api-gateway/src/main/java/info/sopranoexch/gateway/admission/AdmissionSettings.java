package info.sopranoexch.gateway.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What this instance works on at once; the excess is refused with 503. The defaults fit into a heap of 256 MB even if every
 * class is full: a request in flight takes about 100 KB, a byte of a request body about eight and a byte of an answer about
 * four while it is worked on.
 *
 * @param commands creates, cancels and refunds in flight
 * @param commandBytes their bodies together
 * @param apiRequests other requests of merchants and administrators in flight
 * @param apiBytes their bodies together
 * @param callbacks callbacks of the payment provider in flight
 * @param callbackBytes their bodies together
 * @param pages payer's pages and documentation in flight
 * @param eventStreams open event streams of payer's pages
 * @param healthChecks health checks in flight
 * @param answerBytes answers of the services behind the gateway that are held for requests in flight
 * @param deadline age past which a request no longer becomes a command, since its client will have given up
 * @param retryAfter told to a client that was refused
 */
@ConfigurationProperties("soprano.admission")
record AdmissionSettings(
        @DefaultValue("256") int commands,
        @DefaultValue("1MB") DataSize commandBytes,
        @DefaultValue("128") int apiRequests,
        @DefaultValue("512KB") DataSize apiBytes,
        @DefaultValue("256") int callbacks,
        @DefaultValue("2MB") DataSize callbackBytes,
        @DefaultValue("128") int pages,
        @DefaultValue("320") int eventStreams,
        @DefaultValue("16") int healthChecks,
        @DefaultValue("6MB") DataSize answerBytes,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("1s") Duration retryAfter) {
    /** Every body that a request may have must fit, or it would be refused for ever. */
    private static final DataSize LARGEST_BODY = DataSize.ofKilobytes(64);

    private static final DataSize LARGEST_ANSWER = DataSize.ofMegabytes(4);

    AdmissionSettings {
        require(
                commands > 0 && apiRequests > 0 && callbacks > 0 && pages > 0 && eventStreams > 0 && healthChecks > 0,
                "every number of requests must be 1 or more");
        require(
                commandBytes.compareTo(LARGEST_BODY) >= 0
                        && apiBytes.compareTo(LARGEST_BODY) >= 0
                        && callbackBytes.compareTo(LARGEST_BODY) >= 0,
                "command-bytes, api-bytes and callback-bytes must be 64KB or more");
        require(answerBytes.compareTo(LARGEST_ANSWER) >= 0, "answer-bytes must be 4MB or more");
        require(deadline.isPositive() && retryAfter.isPositive(), "deadline and retry-after must be positive");
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalArgumentException("soprano.admission: " + rule);
        }
    }
}
