package info.sopranoexch.gateway.upstream;

import info.sopranoexch.gateway.admission.AdmittedRequest;
import info.sopranoexch.starter.http.HttpCalls;
import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.problem.ProblemMessages;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * An internal service with one or more instances. Every call has a deadline that includes the last byte of the response.
 * The size of a response and the number of concurrent calls are limited.
 */
public class InternalService {
    private static final Logger log = LoggerFactory.getLogger(InternalService.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final String name;
    private final ServiceInstances instances;
    private final String authorization;
    private final HttpCalls http;
    private final Duration timeout;
    private final UpstreamMetrics metrics;
    private final int maxCalls;
    private final Semaphore permits;

    InternalService(
            String name,
            ServiceInstances instances,
            String token,
            HttpCalls http,
            UpstreamProperties properties,
            UpstreamMetrics metrics) {
        this.name = name;
        this.instances = instances;
        this.authorization = "Bearer " + token;
        this.http = http;
        this.timeout = properties.timeout();
        this.maxCalls = properties.maxCalls();
        this.permits = new Semaphore(maxCalls);
        this.metrics = metrics;
    }

    /**
     * Returns a successful response.
     *
     * @throws info.sopranoexch.starter.problem.ProblemException the problem of the service, or 503 without a response in time
     */
    public InternalResponse call(InternalRequest request) {
        InternalResponse response = tryCall(request, timeout);
        if (response == null) {
            throw unavailable();
        }
        if (!response.isSuccess()) {
            throw UpstreamProblems.of(name, response);
        }
        return response;
    }

    /** Returns the response, whatever its status; null without a response within the timeout. */
    public @Nullable InternalResponse tryCall(InternalRequest request, Duration timeout) {
        if (!permits.tryAcquire()) {
            log.warn("{}: more than {} concurrent calls", name, maxCalls);
            return null;
        }
        long startedAt = System.nanoTime();
        InternalResponse response = null;
        try {
            response = exchange(request, timeout);
            return response;
        } finally {
            permits.release();
            metrics.record(name, response, System.nanoTime() - startedAt);
        }
    }

    /**
     * Calls the instances in turn until one responds. After a lost connection only a repeatable request goes to the next
     * instance. A repeatable request waits for half of the remaining time, so that time is left for the next instance.
     */
    private @Nullable InternalResponse exchange(InternalRequest request, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        List<URI> bases = instances.inCallOrder();
        for (int number = 0; number < bases.size(); number++) {
            URI base = bases.get(number);
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive()) {
                break;
            }
            boolean last = number == bases.size() - 1;
            try {
                return send(base, request, request.repeatable() && !last ? left.dividedBy(2) : left);
            } catch (HttpCalls.NoMemoryException e) {
                log.warn("{}: no memory for another response", name);
                if (!request.repeatable()) {
                    // The service has processed the request, and "overloaded" promises the opposite.
                    return null;
                }
                throw overloaded();
            } catch (IOException e) {
                log.warn("{} at {} does not respond: {}", name, base.getAuthority(), e.toString());
                boolean connected = !(e instanceof ConnectException || e instanceof ConnectTimeoutException);
                if (!last && (!connected || e instanceof SocketTimeoutException)) {
                    instances.markUnavailable(base);
                }
                if (connected && !request.repeatable()) {
                    return null;
                }
            }
        }
        return null;
    }

    private InternalResponse send(URI base, InternalRequest request, Duration timeout) throws IOException {
        var response = http.exchange(toHttp(base, request), timeout, AdmittedRequest::reserveResponseBytes);
        return new InternalResponse(response.status(), response.body());
    }

    private HttpUriRequestBase toHttp(URI base, InternalRequest request) {
        var call = new HttpUriRequestBase(request.method(), base.resolve(request.path()));
        call.setHeader("Authorization", authorization);
        Long accountId = request.accountId();
        if (accountId != null) {
            call.setHeader("X-Account-Id", accountId.toString());
        }
        String requestId = MDC.get(LogContext.REQUEST);
        if (requestId != null) {
            call.setHeader(LogContext.REQUEST_HEADER, requestId);
        }
        request.headers().forEach(call::setHeader);
        byte[] body = request.body();
        if (body != null) {
            call.setEntity(new ByteArrayEntity(body, null));
        }
        return call;
    }

    private static RuntimeException overloaded() {
        return ProblemException.unavailable(
                "overloaded", "The service is busy. Send the request again later.", RETRY_AFTER);
    }

    private static RuntimeException unavailable() {
        return ProblemException.unavailable("service_unavailable", ProblemMessages.UNAVAILABLE, RETRY_AFTER);
    }
}
