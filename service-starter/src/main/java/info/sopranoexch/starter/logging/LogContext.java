package info.sopranoexch.starter.logging;

import info.sopranoexch.starter.tracing.TraceContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What stands in every line that the thread logs until this is closed, besides what the line says itself. */
public final class LogContext implements AutoCloseable {
    public static final String PAYMENT = "payment_id";
    public static final String TRACE = "trace_id";

    private final @Nullable String paymentBefore;
    private final @Nullable String traceBefore;

    private LogContext(@Nullable String paymentId, @Nullable String traceId) {
        this.paymentBefore = replace(PAYMENT, paymentId);
        this.traceBefore = replace(TRACE, traceId);
    }

    /**
     * @param paymentId null leaves the one that is there
     * @param traceparent null, or malformed, leaves the trace that is there
     */
    public static LogContext of(@Nullable String paymentId, @Nullable String traceparent) {
        String valid = TraceContext.valid(traceparent);
        return new LogContext(paymentId, valid == null ? null : TraceContext.traceId(valid));
    }

    /** The payment that is a record's key, if it is one, and the trace in its headers. */
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
    }

    private static void restore(String key, @Nullable String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
