package info.sopranoexch.starter.tracing;

import org.jspecify.annotations.Nullable;

/** Makes the spans of this service. */
public interface Traces {
    /** Makes none. */
    Traces OFF = new NoTraces();

    /** The span that the calling thread works in, where it is too far off to be handed down. */
    ScopedValue<Span> CURRENT = ScopedValue.newInstance();

    /** {@code traceparent} of {@link #CURRENT}; null for none. */
    static @Nullable String current() {
        return CURRENT.isBound() ? CURRENT.get().traceparent() : null;
    }

    /** What part in the trace a span has. */
    enum Kind {
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER
    }

    /** False when no span is ever made. */
    boolean areOn();

    /**
     * Begins a span where a request comes in from outside. Whether it is kept is for us to say, whatever the caller thinks.
     *
     * @param parent the caller's {@code traceparent}; null begins a trace
     */
    Span edge(String name, Kind kind, @Nullable String parent);

    /**
     * Begins a span.
     *
     * @param parent {@code traceparent} of what caused it; without one there is no span: traces begin at the edge only
     */
    Span begin(String name, Kind kind, @Nullable String parent);
}
