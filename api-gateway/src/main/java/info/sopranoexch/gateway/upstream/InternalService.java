package info.sopranoexch.gateway.upstream;

import info.sopranoexch.gateway.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service behind the gateway. Every call has a deadline to its last byte, a limited answer and a limited number beside it. */
public class InternalService {
    private static final Logger log = LoggerFactory.getLogger(InternalService.class);
    private static final int MAX_ANSWER = 4 * 1024 * 1024;
    private static final int MAX_CALLS = 512;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final String name;
    private final Instances instances;
    private final String authorization;
    private final HttpClient http;
    private final Duration timeout;
    private final UpstreamMetrics metrics;
    private final Semaphore places = new Semaphore(MAX_CALLS);

    InternalService(
            String name,
            Instances instances,
            String token,
            HttpClient http,
            Duration timeout,
            UpstreamMetrics metrics) {
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
            } catch (IOException | TimeoutException e) {
                log.warn("{} at {} does not answer: {}", name, base.getAuthority(), e.toString());
                boolean connected = !(e instanceof ConnectException || e instanceof HttpConnectTimeoutException);
                if (!last && (!connected || e instanceof HttpTimeoutException || e instanceof TimeoutException)) {
                    instances.failed(base);
                }
                if (connected && !request.repeatable()) {
                    return null;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    private InternalResponse ask(URI base, InternalRequest request, Duration within)
            throws IOException, TimeoutException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                http(base, request, within), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            HttpResponse<byte[]> response = answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
            String type = response.headers().firstValue("Content-Type").orElse("application/json");
            return new InternalResponse(response.statusCode(), type, response.body());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("cannot ask " + name, e);
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest http(URI base, InternalRequest request, Duration within) {
        byte[] body = request.body();
        HttpRequest.Builder builder = HttpRequest.newBuilder(base.resolve(request.path()))
                .timeout(within)
                .header("Authorization", authorization)
                .method(request.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        Long accountId = request.accountId();
        if (accountId != null) {
            builder.header("X-Account-Id", accountId.toString());
        }
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private static RuntimeException down() {
        return Problem.unavailable("service_unavailable", "The service is not available at the moment.", RETRY_AFTER)
                .asException();
    }
}
