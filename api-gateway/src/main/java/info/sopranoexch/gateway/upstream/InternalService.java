package info.sopranoexch.gateway.upstream;

import info.sopranoexch.gateway.admission.AdmittedRequest;
import info.sopranoexch.gateway.problem.Problem;
import info.sopranoexch.starter.http.HttpCalls;
import info.sopranoexch.starter.validation.Messages;
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

/** One service behind the gateway. Every call has a deadline to its last byte, a limited answer and a limited number beside it. */
public class InternalService {
    private static final Logger log = LoggerFactory.getLogger(InternalService.class);
    private static final int MAX_CALLS = 512;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final String name;
    private final Instances instances;
    private final String authorization;
    private final HttpCalls http;
    private final Duration timeout;
    private final UpstreamMetrics metrics;
    private final Semaphore places = new Semaphore(MAX_CALLS);

    InternalService(
            String name, Instances instances, String token, HttpCalls http, Duration timeout, UpstreamMetrics metrics) {
        this.name = name;
        this.instances = instances;
        this.authorization = "Bearer " + token;
        this.http = http;
        this.timeout = timeout;
        this.metrics = metrics;
    }

    public String name() {
        return name;
    }

    /**
     * @return whatever the service answered, refusals included
     * @throws info.sopranoexch.gateway.problem.ProblemException 503 when there is no answer in time
     */
    public InternalResponse call(InternalRequest request) {
        InternalResponse response = tryCall(request, timeout);
        if (response == null) {
            throw down();
        }
        return response;
    }

    /** As {@link #call}; null when there is no answer within {@code within}. */
    public @Nullable InternalResponse tryCall(InternalRequest request, Duration within) {
        if (!places.tryAcquire()) {
            log.warn("{}: more than {} calls at once", name, MAX_CALLS);
            return null;
        }
        long begun = System.nanoTime();
        InternalResponse response = null;
        try {
            response = exchange(request, within);
            return response;
        } finally {
            places.release();
            metrics.called(name, response, System.nanoTime() - begun);
        }
    }

    /**
     * What one instance cannot have served goes to the next, and what may be served twice does so too, in time for the next
     * to answer.
     */
    private @Nullable InternalResponse exchange(InternalRequest request, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        List<URI> bases = instances.inOrder();
        for (int number = 0; number < bases.size(); number++) {
            URI base = bases.get(number);
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive()) {
                break;
            }
            boolean last = number == bases.size() - 1;
            try {
                return ask(base, request, request.repeatable() && !last ? left.dividedBy(2) : left);
            } catch (HttpCalls.NoMemoryException e) {
                log.warn("{}: no room for another answer in memory", name);
                throw full();
            } catch (IOException e) {
                log.warn("{} at {} does not answer: {}", name, base.getAuthority(), e.toString());
                boolean connected = !(e instanceof ConnectException || e instanceof ConnectTimeoutException);
                if (!last && (!connected || e instanceof SocketTimeoutException)) {
                    instances.failed(base);
                }
                if (connected && !request.repeatable()) {
                    return null;
                }
            }
        }
        return null;
    }

    private InternalResponse ask(URI base, InternalRequest request, Duration within) throws IOException {
        HttpCalls.Answer answer = http.exchange(http(base, request), within, AdmittedRequest::reserveAnswerBytes);
        String type = answer.contentType();
        return new InternalResponse(answer.status(), type == null ? "application/json" : type, answer.body());
    }

    private HttpUriRequestBase http(URI base, InternalRequest request) {
        var call = new HttpUriRequestBase(request.method(), base.resolve(request.path()));
        call.setHeader("Authorization", authorization);
        Long accountId = request.accountId();
        if (accountId != null) {
            call.setHeader("X-Account-Id", accountId.toString());
        }
        request.headers().forEach(call::setHeader);
        byte[] body = request.body();
        if (body != null) {
            call.setEntity(new ByteArrayEntity(body, null));
        }
        return call;
    }

    private static RuntimeException full() {
        return Problem.unavailable("overloaded", "The service is busy. Send the request again later.", RETRY_AFTER)
                .asException();
    }

    private static RuntimeException down() {
        return Problem.unavailable("service_unavailable", Messages.UNAVAILABLE, RETRY_AFTER)
                .asException();
    }
}
