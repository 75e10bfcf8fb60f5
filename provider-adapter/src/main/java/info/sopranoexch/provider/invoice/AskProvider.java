package info.sopranoexch.provider.invoice;

import info.sopranoexch.provider.answer.Origin;
import info.sopranoexch.provider.answer.ProviderAnswer;
import info.sopranoexch.provider.answer.ProviderEventPublisher;
import info.sopranoexch.provider.answer.ProviderEventPublisher.Said;
import info.sopranoexch.provider.answer.RefundReport;
import info.sopranoexch.provider.answer.RefundStatus;
import info.sopranoexch.provider.invoice.Work.Task;
import info.sopranoexch.provider.paymoon.Paymoon;
import info.sopranoexch.provider.paymoon.RefundOrder;
import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.tracing.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Carries out one piece of work and tells what came of it. */
@Component
class AskProvider {
    private static final Logger log = LoggerFactory.getLogger(AskProvider.class);

    private final Paymoon provider;
    private final ProviderEventPublisher publisher;
    private final InstantSource clock;
    private final CallMetrics metrics;
    private final Tracer tracer;

    AskProvider(
            Paymoon provider,
            ProviderEventPublisher publisher,
            InstantSource clock,
            CallMetrics metrics,
            Tracer tracer) {
        this.provider = provider;
        this.publisher = publisher;
        this.clock = clock;
        this.metrics = metrics;
        this.tracer = tracer;
    }

    void ask(Work work) {
        Span span = span(work);
        try (var _ = LogContext.of(work.order().paymentId(), TraceContext.of(span));
                Scope _ = span.makeCurrent()) {
            ask(work, span);
        } finally {
            span.end();
        }
    }

    private Span span(Work work) {
        return TraceContext.start(
                        tracer, work.kind().name().toLowerCase(Locale.ROOT), SpanKind.CONSUMER, work.traceparent())
                .setAttribute(TraceContext.PAYMENT_ID, work.order().paymentId());
    }

    private void ask(Work work, Span span) {
        Instant asked = clock.instant();
        long start = System.nanoTime();
        ProviderAnswer answer = carryOut(work);
        long nanos = System.nanoTime() - start;
        String outcome = metrics.called(work.kind(), answer, nanos);
        log.debug(
                "asked kind={} cause={} outcome={} millis={}", work.kind(), work.causeId(), outcome, nanos / 1_000_000);
        span.setAttribute("soprano.outcome", outcome);
        publisher.publish(new Said(origin(work, asked, TraceContext.of(span)), answer));
    }

    private ProviderAnswer carryOut(Work work) {
        try {
            return switch (work.task()) {
                case Task.Ensure(boolean triedBefore) -> provider.ensure(work.order(), triedBefore);
                case Task.Query _ -> provider.query(work.order());
                case Task.Refund(RefundOrder refund) -> provider.refund(work.order(), refund);
                case Task.Cancel _ -> provider.cancel(work.order());
            };
        } catch (RuntimeException e) {
            // A fault of our own. It may have struck after Paymoon acted, so no more than unknown can be said.
            log.error("work failed cause={}", work.causeId(), e);
            return new ProviderAnswer.Unknown("internal error");
        }
    }

    private Origin origin(Work work, Instant asked, @Nullable String traceparent) {
        return new Origin(
                work.kind(),
                work.order().paymentId(),
                work.causeId(),
                null,
                askedRefund(work.task()),
                asked,
                clock.instant(),
                traceparent,
                null);
    }

    private static @Nullable RefundReport askedRefund(Task task) {
        return task instanceof Task.Refund(RefundOrder refund)
                ? new RefundReport(refund.refundId(), null, refund.amountMinor(), RefundStatus.PENDING)
                : null;
    }
}
