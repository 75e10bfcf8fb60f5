package info.sopranoexch.starter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracingTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
    private static final String NOT_SAMPLED = "00-" + TRACE_ID + "-00f067aa0ba902b7-00";

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(TracingConfiguration.class)
            .withPropertyValues("spring.application.name=test");

    private static @Nullable String child(Tracer tracer, @Nullable String parent) {
        Span span = TraceContext.start(tracer, "work", SpanKind.CONSUMER, parent);
        span.end();
        return TraceContext.of(span);
    }

    private static @Nullable String request(Tracer tracer, @Nullable String parent) {
        Span span = TraceContext.startTrace(tracer, "request", SpanKind.SERVER, parent);
        span.end();
        return TraceContext.of(span);
    }

    private void exporting(double sampled, boolean startsTraces, Consumer<Tracer> check) {
        context.withPropertyValues(
                        "soprano.tracing.endpoint=http://127.0.0.1:9/v1/traces",
                        "soprano.tracing.starts-traces=" + startsTraces,
                        "soprano.tracing.sampled=" + sampled)
                .run(running -> check.accept(running.getBean(Tracer.class)));
    }

    @Test
    void passesParentOnWithoutEndpoint() {
        context.run(running -> {
            Tracer tracer = running.getBean(Tracer.class);
            assertThat(child(tracer, NOT_SAMPLED)).isEqualTo(NOT_SAMPLED);
            assertThat(child(tracer, SAMPLED)).isEqualTo(SAMPLED);
            assertThat(request(tracer, null)).isNull();
        });
    }

    @Test
    void makesChildOfSampledParent() {
        exporting(
                1,
                false,
                tracer -> assertThat(child(tracer, SAMPLED))
                        .matches("00-" + TRACE_ID + "-[0-9a-f]{16}-01")
                        .isNotEqualTo(SAMPLED));
    }

    @Test
    void doesNotSampleChildOfUnsampledParent() {
        exporting(
                1,
                false,
                tracer -> assertThat(child(tracer, NOT_SAMPLED))
                        .startsWith("00-" + TRACE_ID)
                        .endsWith("-00"));
    }

    @Test
    void gatewayIgnoresFlagOfCaller() {
        exporting(
                0,
                true,
                tracer -> assertThat(request(tracer, SAMPLED))
                        .startsWith("00-" + TRACE_ID)
                        .endsWith("-00"));
        exporting(
                1,
                true,
                tracer -> assertThat(request(tracer, NOT_SAMPLED))
                        .startsWith("00-" + TRACE_ID)
                        .endsWith("-01"));
    }

    @Test
    void gatewaySamplesAllSpansOfTraceAlike() {
        exporting(0.5, true, tracer -> {
            for (int i = 0; i < 100; i++) {
                String request = request(tracer, TraceContext.newTrace());
                String child = child(tracer, request);
                assertThat(String.valueOf(child).endsWith("-01"))
                        .isEqualTo(String.valueOf(request).endsWith("-01"));
            }
        });
    }

    @Test
    void beginsTracesOnlyInGateway() {
        exporting(1, true, tracer -> {
            assertThat(child(tracer, null)).isNull();
            // The SDK also sets the flag of a random trace id.
            assertThat(request(tracer, "00-zz")).matches(".*-0[13]");
        });
    }

    @Test
    void newTraceIsNotSampled() {
        assertThat(TraceContext.valid(TraceContext.newTrace())).endsWith("-00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE_ID,
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + TRACE_ID + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-" + TRACE_ID + "-00f067aa0ba902b7-01-more",
                "ff-" + TRACE_ID + "-00f067aa0ba902b7-01",
                "00-" + TRACE_ID + "-00f067aa0ba902b7-0\u0000",
            })
    void rejectsMalformedTraceparent(String value) {
        assertThat(TraceContext.valid(value)).isNull();
    }

    @Test
    void replacesTraceparentOfRecord() {
        var headers = new RecordHeaders();
        assertThat(TraceContext.of(headers)).isNull();
        TraceContext.set(headers, NOT_SAMPLED);
        TraceContext.set(headers, SAMPLED);
        TraceContext.set(headers, null);
        assertThat(headers).hasSize(1);
        assertThat(TraceContext.of(headers)).isEqualTo(SAMPLED);
    }

    @Test
    void masksExportHeaders() {
        assertThat(new TracingProperties("http://localhost", false, 1, Map.of("authorization", "Bearer abc"))
                        .toString())
                .doesNotContain("abc");
    }
}
