package info.sopranoexch.starter.logging;

import info.sopranoexch.starter.tracing.TraceContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Adds the payment, the trace and the request to every log line of the thread until it is closed. */
public final class LogContext implements AutoCloseable {
    public static final String PAYMENT = "payment_id";
    public static final String TRACE = "trace_id";
    /** The id that the gateway assigned to the request. */
    public static final String REQUEST = "request_id";

    /** The header with the id, of responses of the gateway and of requests to internal services. */
    public static final String REQUEST_HEADER = "Request-Id";

    private final @Nullable String paymentBefore;
    private final @Nullable String traceBefore;
    private final @Nullable String requestBefore;

    private LogContext(@Nullable String paymentId, @Nullable String traceId, @Nullable String requestId) {
        this.paymentBefore = replace(PAYMENT, paymentId);
        this.traceBefore = replace(TRACE, traceId);
        this.requestBefore = replace(REQUEST, requestId);
    }

    /**
     * @param paymentId null keeps the current one
     * @param traceparent null or malformed keeps the current trace
     */
    public static LogContext of(@Nullable String paymentId, @Nullable String traceparent) {
        return of(paymentId, traceparent, null);
    }

    /**
     * @param paymentId null keeps the current one
     * @param traceparent null or malformed keeps the current trace
     * @param requestId null keeps the current one
     */
    static LogContext of(@Nullable String paymentId, @Nullable String traceparent, @Nullable String requestId) {
        String valid = TraceContext.valid(traceparent);
        return new LogContext(paymentId, valid == null ? null : TraceContext.traceId(valid), requestId);
    }

    /** Adds the payment in the key of a record, if it is a payment id, and the trace in its headers. */
    public static LogContext about(ConsumerRecord<String, ?> record) {
        String key = record.key();
        return of(key != null && key.startsWith("pay_") ? key : null, TraceContext.of(record.headers()));
    }

    private static @Nullable String replace(String key, @Nullable String value) {
        String before = MDC.get(key);
        if (value != null) {
            MDC.put(key, value);
        }
        return before;
    }

    @Override
    public void close() {
        restore(PAYMENT, paymentBefore);
        restore(TRACE, traceBefore);
        restore(REQUEST, requestBefore);
    }

    private static void restore(String key, @Nullable String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
