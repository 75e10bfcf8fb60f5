package info.sopranoexch.starter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.starter.tracing.Traces.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracesTest {
    private static final String KEPT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String NOT_KEPT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(TracingConfiguration.class)
            .withPropertyValues("spring.application.name=test");

    @Test
    void withoutAnEndpointWhatCameInGoesOn() {
        context.run(running -> {
            Traces traces = running.getBean(Traces.class);
            assertThat(traces.areOn()).isFalse();
            try (Span span = traces.begin("work", Kind.CONSUMER, NOT_KEPT)) {
                assertThat(span.traceparent()).isEqualTo(NOT_KEPT);
            }
            try (Span span = traces.edge("request", Kind.SERVER, null)) {
                assertThat(span.traceparent()).isNull();
            }
        });
    }

    @Test
    void withAnEndpointASpanIsAChildOfWhatCameIn() {
        on(1, traces -> {
            try (Span span = traces.begin("work", Kind.CONSUMER, KEPT)) {
                assertThat(span.traceparent())
                        .matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01")
                        .isNotEqualTo(KEPT);
            }
        });
    }

    @Test
    void whatTheEdgeDoesNotKeepNobodyKeeps() {
        on(0, traces -> {
            try (Span request = traces.edge("request", Kind.SERVER, KEPT);
                    Span work = traces.begin("work", Kind.CONSUMER, request.traceparent())) {
                assertThat(request.traceparent())
                        .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                        .endsWith("-00");
                assertThat(work.traceparent()).isEqualTo(request.traceparent());
            }
        });
    }

    @Test
    void whetherATraceIsKeptIsNotForTheCallerToSay() {
        on(1, traces -> {
            try (Span span = traces.edge("request", Kind.SERVER, NOT_KEPT)) {
                assertThat(span.traceparent()).endsWith("-01");
            }
        });
    }

    @Test
    void tracesBeginAtTheEdgeOnly() {
        on(1, traces -> {
            try (Span span = traces.begin("work", Kind.CONSUMER, null)) {
                assertThat(span.traceparent()).isNull();
            }
            try (Span span = traces.edge("request", Kind.SERVER, "00-zz")) {
                assertThat(TraceParent.sane(span.traceparent())).isNotNull();
            }
        });
    }

    @Test
    void aFreshTraceIsNotKept() {
        assertThat(TraceParent.sane(TraceParent.fresh())).endsWith("-00");
        assertThat(TraceParent.sane("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01"))
                .isNull();
    }

    @Test
    void headersWhichMayBeSecretAreNotTold() {
        assertThat(new TracingSettings("http://localhost", 1, Map.of("authorization", "Bearer abc")).toString())
                .doesNotContain("abc");
    }

    private void on(double sampled, java.util.function.Consumer<Traces> check) {
        context.withPropertyValues(
                        "soprano.tracing.endpoint=http://127.0.0.1:9/v1/traces", "soprano.tracing.sampled=" + sampled)
                .run(running -> check.accept(running.getBean(Traces.class)));
    }
}
