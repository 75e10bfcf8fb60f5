package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.paymoon.Reply.Answered;
import info.sopranoexch.provider.paymoon.Reply.Cause;
import info.sopranoexch.provider.paymoon.Reply.Declined;
import info.sopranoexch.provider.paymoon.Reply.Garbled;
import info.sopranoexch.provider.paymoon.Reply.Silent;
import info.sopranoexch.starter.http.HttpCalls;
import info.sopranoexch.starter.tracing.TraceContext;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
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
import java.util.concurrent.TimeUnit;
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
import tools.jackson.databind.JsonNode;

/** One call to Paymoon: nothing is sent while the breaker is open, and only what is said clearly counts as an answer. */
@Component
class PaymoonHttp {
    private static final Logger log = LoggerFactory.getLogger(PaymoonHttp.class);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final int MAX_CODE = 100;

    private final PaymoonProperties properties;
    private final HttpCalls calls;
    private final CircuitBreaker breaker;
    private final HttpMetrics metrics;
    private final Tracer tracer;

    PaymoonHttp(
            PaymoonProperties properties, HttpCalls calls, CircuitBreaker breaker, HttpMetrics metrics, Tracer tracer) {
        this.properties = properties;
        this.calls = calls;
        this.breaker = breaker;
        this.metrics = metrics;
        this.tracer = tracer;
    }

    Reply get(String path) {
        return exchange(new HttpGet(uri(path)));
    }

    /** @param idempotencyKey the same for what must be done once; null where the address alone says it */
    Reply post(String path, JsonNode body, @Nullable String idempotencyKey) {
        var request = new HttpPost(uri(path));
        request.setEntity(new ByteArrayEntity(PaymoonJson.write(body), ContentType.APPLICATION_JSON));
        if (idempotencyKey != null) {
            request.setHeader("Idempotency-Key", idempotencyKey);
        }
        return exchange(request);
    }

    private URI uri(String path) {
        String base = properties.url().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + path);
    }

    private Reply exchange(HttpUriRequestBase request) {
        if (!breaker.tryAcquirePermission()) {
            metrics.notCalled();
            return new Silent("not called: the breaker is open", Cause.HOPELESS, null);
        }
        request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + properties.apiToken());
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        long start = System.nanoTime();
        Reply reply = null;
        try {
            reply = traced(request);
            return reply;
        } finally {
            tellBreaker(reply, System.nanoTime() - start);
        }
    }

    /** @param reply null for a fault of our own, which says nothing of Paymoon: the permission goes back */
    private void tellBreaker(@Nullable Reply reply, long nanos) {
        if (reply == null) {
            breaker.releasePermission();
        } else if (reply instanceof Silent(String why, Cause cause, Duration _) && cause == Cause.FAULT) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, new IOException(why));
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Paymoon is told the trace too, and may tell it again when it calls back. */
    private Reply traced(HttpUriRequestBase request) {
        String parent = TraceContext.of(Span.current());
        if (parent == null) {
            return send(request);
        }
        Span span = TraceContext.start(tracer, request.getMethod(), SpanKind.CLIENT, parent);
        try {
            span.setAttribute("http.request.method", request.getMethod())
                    .setAttribute("server.address", properties.url().getHost());
            request.setHeader(TraceContext.HEADER, TraceContext.of(span));
            Reply reply = send(request);
            switch (reply) {
                case Silent(String why, Cause _, Duration _) -> span.setStatus(StatusCode.ERROR, why);
                case Declined(int status, String _) -> span.setAttribute("http.response.status_code", status);
                case Answered _, Garbled _ -> span.setAttribute("http.response.status_code", 200);
            }
            return reply;
        } finally {
            span.end();
        }
    }

    private Reply send(HttpUriRequestBase request) {
        long start = System.nanoTime();
        try {
            HttpCalls.Answer answer = calls.exchange(request, properties.callDeadline());
            metrics.answered(answer.status(), System.nanoTime() - start);
            return reply(request, answer);
        } catch (IOException e) {
            metrics.silent(System.nanoTime() - start);
            log.warn("call failed {} {}: {}", request.getMethod(), path(request), e.toString());
            return new Silent(trouble(e), Cause.FAULT, null);
        }
    }

    /** Without the query. */
    private static String path(HttpUriRequestBase request) {
        return request.getPath().replaceFirst("\\?.*", "");
    }

    /** In words that may be shown outside: no class, host or port. */
    private static String trouble(IOException failure) {
        return switch (failure) {
            case ConnectException _, ConnectTimeoutException _, UnknownHostException _ -> "no connection";
            case SocketTimeoutException _ -> "no answer in time";
            default -> "the connection broke, or the answer was too long";
        };
    }

    private static Reply reply(HttpUriRequestBase request, HttpCalls.Answer answer) {
        int status = answer.status();
        byte[] body = answer.body();
        return switch (status) {
            case 200, 201, 202 -> read(body);
            case 400, 404, 409, 410, 422 -> declined(request, status, body);
            case 429 -> new Silent("answered 429", Cause.THROTTLED, retryAfter(answer));
            case 408, 425 -> new Silent("answered " + status, Cause.FAULT, null);
            default -> {
                if (status >= 500) {
                    yield new Silent("answered " + status, Cause.FAULT, retryAfter(answer));
                }
                // Our token, our address or our idea of the API is wrong: no fault of this payment's.
                log.error("Paymoon answered {} to {}", status, path(request));
                yield new Silent("answered " + status, Cause.HOPELESS, null);
            }
        };
    }

    /** A page of some proxy or firewall has no code: Paymoon may never have seen the call. */
    private static Reply declined(HttpUriRequestBase request, int status, byte[] body) {
        String code = code(body);
        if (code != null) {
            return new Declined(status, code);
        }
        log.warn("{} to {} without a code, is it Paymoon that answers?", status, path(request));
        return new Silent("answered " + status + " without a code", Cause.HOPELESS, null);
    }

    private static Reply read(byte[] body) {
        try {
            return new Answered(PaymoonJson.object(body), body);
        } catch (UntranslatableException e) {
            return new Garbled(String.valueOf(e.getMessage()), body);
        }
    }

    private static @Nullable String code(byte[] body) {
        try {
            String code = PaymoonJson.text(PaymoonJson.object(body), "code");
            return code.substring(0, Math.min(code.length(), MAX_CODE));
        } catch (UntranslatableException _) {
            return null;
        }
    }

    private static @Nullable Duration retryAfter(HttpCalls.Answer answer) {
        String value = answer.retryAfter();
        return value != null && SECONDS.matcher(value).matches() ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }
}
