package info.sopranoexch.provider.paymoon;

import info.sopranoexch.observability.tracing.Span;
import info.sopranoexch.observability.tracing.TraceParent;
import info.sopranoexch.observability.tracing.Traces;
import info.sopranoexch.provider.paymoon.Reply.Answered;
import info.sopranoexch.provider.paymoon.Reply.Cause;
import info.sopranoexch.provider.paymoon.Reply.Declined;
import info.sopranoexch.provider.paymoon.Reply.Garbled;
import info.sopranoexch.provider.paymoon.Reply.Silent;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * One call to Paymoon: a hard deadline from connecting to the last byte, at most 256 KiB of answer, no redirects, and
 * nothing is sent while the breaker is open.
 */
@Component
class PaymoonHttp implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(PaymoonHttp.class);
    private static final long MAX_ANSWER = 256L * 1024;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final int MAX_CODE = 100;

    private final PaymoonProperties properties;
    private final CircuitBreaker breaker;
    private final HttpMetrics metrics;
    private final Traces traces;
    private final HttpClient client;

    PaymoonHttp(PaymoonProperties properties, CircuitBreaker breaker, HttpMetrics metrics, Traces traces) {
        this.properties = properties;
        this.breaker = breaker;
        this.metrics = metrics;
        this.traces = traces;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.callDeadline())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    Reply get(String path) {
        return exchange(request(path).GET().build());
    }

    /** @param idempotencyKey the same for what must be done once; null where the address alone says it */
    Reply post(String path, JsonNode body, @Nullable String idempotencyKey) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(PaymoonJson.write(body)));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return exchange(request.build());
    }

    private HttpRequest.Builder request(String path) {
        String base = properties.url().toString();
        return HttpRequest.newBuilder(URI.create((base.endsWith("/") ? base : base + "/") + path))
                .header("Authorization", "Bearer " + properties.apiToken())
                .header("Accept", "application/json");
    }

    private Reply exchange(HttpRequest request) {
        if (!breaker.tryAcquirePermission()) {
            metrics.notCalled();
            return new Silent("not called: the breaker is open", Cause.HOPELESS, null);
        }
        long start = System.nanoTime();
        Reply reply = traced(request);
        long nanos = System.nanoTime() - start;
        if (reply instanceof Silent(String why, Cause cause, Duration _) && cause == Cause.FAULT) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, new IOException(why));
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
        return reply;
    }

    /** Paymoon is told the trace too, and may tell it again when it calls back. */
    private Reply traced(HttpRequest request) {
        String parent = Traces.current();
        if (parent == null) {
            return send(request);
        }
        try (Span span = traces.begin(request.method(), Traces.Kind.CLIENT, parent)) {
            String traceparent = Objects.requireNonNull(span.traceparent());
            span.tag("http.request.method", request.method())
                    .tag("server.address", properties.url().getHost());
            Reply reply = send(HttpRequest.newBuilder(request, (_, _) -> true)
                    .setHeader(TraceParent.HEADER, traceparent)
                    .build());
            switch (reply) {
                case Silent(String why, Cause _, Duration _) -> span.failed(why);
                case Declined(int status, String _) -> span.tag("http.response.status_code", status);
                case Answered _, Garbled _ -> span.tag("http.response.status_code", 200);
            }
            return reply;
        }
    }

    private Reply send(HttpRequest request) {
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        try {
            HttpResponse<byte[]> response =
                    exchange.get(properties.callDeadline().toNanos(), TimeUnit.NANOSECONDS);
            metrics.answered(response.statusCode(), System.nanoTime() - start);
            return reply(response);
        } catch (TimeoutException _) {
            exchange.cancel(true);
            metrics.silent(System.nanoTime() - start);
            return new Silent("no answer in time", Cause.FAULT, null);
        } catch (ExecutionException e) {
            metrics.silent(System.nanoTime() - start);
            log.warn("call failed {} {}: {}", request.method(), request.uri().getPath(), String.valueOf(e.getCause()));
            return new Silent(trouble(e.getCause()), Cause.FAULT, null);
        } catch (InterruptedException _) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return new Silent("interrupted", Cause.HOPELESS, null);
        }
    }

    /** In words that may be shown outside: no class, host or port. */
    private static String trouble(@Nullable Throwable failure) {
        return switch (failure) {
            case ConnectException _, HttpConnectTimeoutException _ -> "no connection";
            case null, default -> "the connection broke, or the answer was too long";
        };
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        byte[] body = response.body();
        return switch (status) {
            case 200, 201, 202 -> read(body);
            case 400, 404, 409, 410, 422 -> new Declined(status, code(body));
            case 429 -> new Silent("answered 429", Cause.THROTTLED, retryAfter(response));
            case 408, 425 -> new Silent("answered " + status, Cause.FAULT, null);
            default -> {
                if (status >= 500) {
                    yield new Silent("answered " + status, Cause.FAULT, retryAfter(response));
                }
                // Our token, our address or our idea of the API is wrong: no fault of this payment's.
                log.error(
                        "Paymoon answered {} to {}",
                        status,
                        response.request().uri().getPath());
                yield new Silent("answered " + status, Cause.HOPELESS, null);
            }
        };
    }

    private static Reply read(byte[] body) {
        try {
            return new Answered(PaymoonJson.object(body), body);
        } catch (UntranslatableException e) {
            return new Garbled(String.valueOf(e.getMessage()), body);
        }
    }

    private static String code(byte[] body) {
        try {
            String code = PaymoonJson.textOrNull(PaymoonJson.object(body), "code");
            return code == null ? "no code" : code.substring(0, Math.min(code.length(), MAX_CODE));
        } catch (UntranslatableException _) {
            return "no code";
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    @Override
    public void destroy() {
        client.shutdownNow();
    }
}
