package info.sopranoexch.starter.tracing;

import org.jspecify.annotations.Nullable;

/** A piece of work in a trace, from the moment it was begun until it is closed. */
public interface Span extends AutoCloseable {
    /** Where the payment's id stands in a span. */
    String PAYMENT = "soprano.payment_id";

    /** What is to go on with all that this causes; null for nothing. */
    @Nullable
    String traceparent();

    Span named(String name);

    /** No secret and nothing of a person. */
    Span tag(String key, String value);

    Span tag(String key, long value);

    /** @param why a stable code */
    void failed(String why);

    @Override
    void close();
}
