package info.sopranoexch.gateway.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits the requests that this instance processes at once. Requests above a limit get 503. The defaults fit into a heap of
 * 384 MB even if every class is full: a request in flight or a waiting client takes about 100 KB. While it is processed, a
 * byte of a request body takes about eight bytes and a byte of a response about four.
 *
 * @param commands creates, cancels and refunds in flight
 * @param commandBytes total size of their bodies
 * @param apiRequests other requests of merchants and administrators in flight
 * @param apiBytes total size of their bodies
 * @param callbacks callbacks of the payment provider in flight
 * @param callbackBytes total size of their bodies
 * @param pages payer's pages and documentation in flight
 * @param eventStreams open event streams of payer's pages
 * @param waitingClients long polls and streams of the Events API that wait for an event
 * @param healthChecks health checks in flight
 * @param sharePerKey the part of each limit that the requests of one API key may take, more than 0 to 1
 * @param responseBytes responses of internal services that are held for requests in flight
 * @param deadline the age at which a request no longer becomes a command, because its client has given up
 * @param retryAfter the value of {@code Retry-After} for refused requests
 */
@ConfigurationProperties("soprano.admission")
record AdmissionProperties(
        @DefaultValue("256") int commands,
        @DefaultValue("1MB") DataSize commandBytes,
        @DefaultValue("128") int apiRequests,
        @DefaultValue("512KB") DataSize apiBytes,
        @DefaultValue("256") int callbacks,
        @DefaultValue("2MB") DataSize callbackBytes,
        @DefaultValue("128") int pages,
        @DefaultValue("320") int eventStreams,
        @DefaultValue("1000") int waitingClients,
        @DefaultValue("16") int healthChecks,
        @DefaultValue("0.5") double sharePerKey,
        @DefaultValue("6MB") DataSize responseBytes,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("1s") Duration retryAfter) {
    /** The largest body of a request. A smaller limit would refuse such a request forever. */
    static final DataSize LARGEST_BODY = DataSize.ofKilobytes(64);

    private static final DataSize LARGEST_RESPONSE = DataSize.ofMegabytes(4);

    AdmissionProperties {
        require(
                commands > 0
                        && apiRequests > 0
                        && callbacks > 0
                        && pages > 0
                        && eventStreams > 0
                        && waitingClients > 0
                        && healthChecks > 0,
                "every number of requests must be 1 or more");
        require(
                commandBytes.compareTo(LARGEST_BODY) >= 0
                        && apiBytes.compareTo(LARGEST_BODY) >= 0
                        && callbackBytes.compareTo(LARGEST_BODY) >= 0,
                "command-bytes, api-bytes and callback-bytes must be 64KB or more");
        require(responseBytes.compareTo(LARGEST_RESPONSE) >= 0, "response-bytes must be 4MB or more");
        require(sharePerKey > 0 && sharePerKey <= 1, "share-per-key must be more than 0 and at most 1");
        require(deadline.isPositive() && retryAfter.isPositive(), "deadline and retry-after must be positive");
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalArgumentException("soprano.admission: " + rule);
        }
    }
}
