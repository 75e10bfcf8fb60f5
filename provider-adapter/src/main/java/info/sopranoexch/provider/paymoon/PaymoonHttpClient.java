package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.paymoon.PaymoonResponse.Cause;
import info.sopranoexch.provider.paymoon.PaymoonResponse.Declined;
import info.sopranoexch.provider.paymoon.PaymoonResponse.MalformedResponse;
import info.sopranoexch.provider.paymoon.PaymoonResponse.NoResponse;
import info.sopranoexch.provider.paymoon.PaymoonResponse.Success;
import info.sopranoexch.starter.http.HttpCalls;
import info.sopranoexch.starter.metrics.HistogramBuckets;
import info.sopranoexch.starter.tracing.TraceContext;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends one HTTP request to Paymoon and classifies the response. Sends nothing while the circuit breaker is open. */
@Component
class PaymoonHttpClient {
    private static final Logger log = LoggerFactory.getLogger(PaymoonHttpClient.class);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final int MAX_CODE = 100;
    /** Pause after a 429 without {@code Retry-After}. */
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

    private final PaymoonProperties properties;
    private final HttpCalls calls;
    private final CircuitBreaker breaker;
    private final MeterRegistry meters;
    private final Tracer tracer;
    /** {@code System.nanoTime()} at the end of the pause that Paymoon asked for. */
    private final AtomicLong pausedUntil = new AtomicLong(System.nanoTime());

    PaymoonHttpClient(
            PaymoonProperties properties,
            HttpCalls calls,
            CircuitBreaker breaker,
            MeterRegistry meters,
            Tracer tracer) {
        this.properties = properties;
        this.calls = calls;
        this.breaker = breaker;
        this.meters = meters;
        this.tracer = tracer;
        List.of("none", "not_called").forEach(this::timer);
    }

    PaymoonResponse get(String path) {
        return call(new HttpGet(uri(path)));
    }

    /** @param idempotencyKey equal for repeated requests; null if the address identifies the request */
    PaymoonResponse post(String path, Object body, @Nullable String idempotencyKey) {
        var request = new HttpPost(uri(path));
        request.setEntity(new ByteArrayEntity(PaymoonJson.write(body), ContentType.APPLICATION_JSON));
        if (idempotencyKey != null) {
            request.setHeader("Idempotency-Key", idempotencyKey);
        }
        return call(request);
    }

    private URI uri(String path) {
        String base = properties.url().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + path);
    }

    private PaymoonResponse call(HttpUriRequestBase request) {
        request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + properties.apiToken());
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        try {
            return breaker.executeSupplier(() -> sendTraced(request));
        } catch (CallNotPermittedException _) {
            timer("not_called").record(Duration.ZERO);
            return new NoResponse("not called: the circuit breaker is open", Cause.NON_RETRYABLE, null);
        }
    }

    private PaymoonResponse sendTraced(HttpUriRequestBase request) {
        String parent = TraceContext.of(Span.current());
        if (parent == null) {
            return send(request);
        }
        Span span = TraceContext.start(tracer, request.getMethod(), SpanKind.CLIENT, parent);
        try {
            span.setAttribute("http.request.method", request.getMethod())
                    .setAttribute("server.address", properties.url().getHost());
            request.setHeader(TraceContext.HEADER, TraceContext.of(span));
            PaymoonResponse response = send(request);
            switch (response) {
                case NoResponse failure -> span.setStatus(StatusCode.ERROR, failure.reason());
                case Declined declined -> span.setAttribute("http.response.status_code", declined.status());
                case Success _, MalformedResponse _ -> span.setAttribute("http.response.status_code", 200);
            }
            return response;
        } finally {
            span.end();
        }
    }

    private PaymoonResponse send(HttpUriRequestBase request) {
        long start = System.nanoTime();
        try {
            HttpCalls.Response response =
                    calls.exchange(request, properties.calls().deadline());
            // 429 has its own result: the adapter calls too often, but correctly.
            timer(response.status() == 429 ? "429" : response.status() / 100 + "xx")
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return classify(request, response);
        } catch (IOException e) {
            timer("none").record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            log.warn("call failed {} {}: {}", request.getMethod(), path(request), e.toString());
            return new NoResponse(reason(e), Cause.OUTAGE, null);
        }
    }

    private Timer timer(String result) {
        return Timer.builder("soprano.provider.http")
                .description("single HTTP calls to the provider")
                .tag("result", result)
                .serviceLevelObjectives(HistogramBuckets.latency())
                .register(meters);
    }

    private static String path(HttpUriRequestBase request) {
        return request.getPath().replaceFirst("\\?.*", "");
    }

    /** The reason is shown to merchants, so it contains no class, host or port. */
    private static String reason(IOException failure) {
        return switch (failure) {
            case ConnectException _, ConnectTimeoutException _, UnknownHostException _ -> "no connection";
            case SocketTimeoutException _ -> "no complete response before the deadline";
            default -> "the connection broke, or the response was too long";
        };
    }

    private PaymoonResponse classify(HttpUriRequestBase request, HttpCalls.Response response) {
        int status = response.status();
        return switch (status) {
            case 200, 201, 202 -> read(response.body());
            case 400, 404, 409, 410, 422 -> declined(request, status, response.body());
            case 429 -> rateLimited(retryAfter(response));
            case 408, 425 -> noResponse(status, Cause.OUTAGE, null);
            default -> {
                if (status >= 500) {
                    yield noResponse(status, Cause.OUTAGE, retryAfter(response));
                }
                // The token, the address or the use of the API is wrong. The payment is not at fault.
                log.error("Paymoon responded {} to {}", status, path(request));
                yield noResponse(status, Cause.NON_RETRYABLE, null);
            }
        };
    }

    private NoResponse rateLimited(@Nullable Duration retryAfter) {
        Duration pause = retryAfter == null ? DEFAULT_PAUSE : retryAfter;
        pausedUntil.accumulateAndGet(System.nanoTime() + pause.toNanos(), PaymoonHttpClient::later);
        return noResponse(429, Cause.RATE_LIMITED, retryAfter);
    }

    /** The rest of the pause that Paymoon asked for with 429; zero or negative if it is over. */
    Duration remainingPause() {
        return Duration.ofNanos(pausedUntil.get() - System.nanoTime());
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    private static NoResponse noResponse(int status, Cause cause, @Nullable Duration retryAfter) {
        return new NoResponse("status " + status, cause, retryAfter);
    }

    /** Without an error code a proxy or firewall may have responded, and Paymoon may not have received the request. */
    private static PaymoonResponse declined(HttpUriRequestBase request, int status, byte[] body) {
        String code = code(body);
        if (code != null) {
            return new Declined(status, code);
        }
        log.warn("{} to {} without a code: another server may have responded", status, path(request));
        return new NoResponse("status " + status + " without a code", Cause.NON_RETRYABLE, null);
    }

    private static PaymoonResponse read(byte[] body) {
        try {
            return new Success(PaymoonJson.object(body), body);
        } catch (UntranslatableException e) {
            return new MalformedResponse(String.valueOf(e.getMessage()), body);
        }
    }

    private static @Nullable String code(byte[] body) {
        try {
            String code = PaymoonJson.convert(PaymoonJson.object(body), PaymoonMessages.Error.class)
                    .code();
            return code == null || code.isEmpty() ? null : code.substring(0, Math.min(code.length(), MAX_CODE));
        } catch (UntranslatableException _) {
            return null;
        }
    }

    private static @Nullable Duration retryAfter(HttpCalls.Response response) {
        String value = response.retryAfter();
        return value != null && SECONDS.matcher(value).matches() ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }
}
