package info.sopranoexch.provider.requests;

import info.sopranoexch.provider.events.ProviderEventPublisher;
import info.sopranoexch.provider.events.ProviderResult;
import info.sopranoexch.provider.paymoon.PaymoonClient;
import info.sopranoexch.provider.requests.ProviderOperation.CancelInvoice;
import info.sopranoexch.provider.requests.ProviderOperation.CreateInvoice;
import info.sopranoexch.provider.requests.ProviderOperation.QueryInvoice;
import info.sopranoexch.provider.requests.ProviderOperation.RefundInvoice;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderRefund;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.schemas.avro.ProviderRefundStatus;
import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.metrics.HistogramBuckets;
import info.sopranoexch.starter.tracing.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends one request to the provider and publishes its result. */
@Component
class ProviderRequestExecutor {
    private static final Logger log = LoggerFactory.getLogger(ProviderRequestExecutor.class);

    private final PaymoonClient provider;
    private final ProviderEventPublisher publisher;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Tracer tracer;

    ProviderRequestExecutor(
            PaymoonClient provider,
            ProviderEventPublisher publisher,
            InstantSource clock,
            MeterRegistry meters,
            Tracer tracer) {
        this.provider = provider;
        this.publisher = publisher;
        this.clock = clock;
        this.meters = meters;
        this.tracer = tracer;
    }

    void execute(ProviderRequest request) {
        String paymentId = request.payment().getPaymentId();
        String source = request.operation().source().name();
        Span span = TraceContext.start(tracer, source, SpanKind.CONSUMER, request.traceparent())
                .setAttribute(TraceContext.PAYMENT_ID, paymentId);
        try (var _ = LogContext.of(paymentId, TraceContext.of(span));
                Scope _ = span.makeCurrent()) {
            execute(request, span);
        } finally {
            span.end();
        }
    }

    private void execute(ProviderRequest request, Span span) {
        // The response may describe the invoice as it was at this time, not later.
        Instant sentAt = clock.instant();
        long start = System.nanoTime();
        ProviderResult result = send(request);
        long nanos = System.nanoTime() - start;
        recordDuration(request.operation(), result, nanos);
        log.debug(
                "request completed operation={} cause={} outcome={} millis={}",
                request.operation().source(),
                request.causeId(),
                result.outcome(),
                TimeUnit.NANOSECONDS.toMillis(nanos));
        span.setAttribute("soprano.outcome", result.outcome().name());
        var event = ProviderEvent.newBuilder()
                .setPaymentId(request.payment().getPaymentId())
                .setSource(request.operation().source())
                .setOccurredAt(sentAt)
                .setReceivedAt(clock.instant());
        if (request.operation() instanceof RefundInvoice(ProviderRefund refund)) {
            // Every outcome names the refund, so that the payment service can match it.
            event.setRefund(new ProviderRefundResult(
                    refund.getRefundId(), null, refund.getAmountMinor(), ProviderRefundStatus.pending));
        }
        publisher.publishResult(event, request.causeId(), result, TraceContext.of(span));
    }

    private ProviderResult send(ProviderRequest request) {
        Payment payment = request.payment();
        try {
            return switch (request.operation()) {
                case CreateInvoice(boolean mayExist) -> provider.createInvoice(payment, mayExist);
                case QueryInvoice _ -> provider.queryInvoice(payment);
                case RefundInvoice(ProviderRefund refund) -> provider.refundInvoice(payment, refund);
                case CancelInvoice _ -> provider.cancelInvoice(payment);
            };
        } catch (RuntimeException e) {
            // The failure may have happened after the provider carried out the request, so the outcome is unknown.
            log.error("request failed cause={}", request.causeId(), e);
            return new ProviderResult.Unknown("internal error");
        }
    }

    private void recordDuration(ProviderOperation operation, ProviderResult result, long nanos) {
        Timer.builder("soprano.provider.requests")
                .description("requests to the provider, with their retries")
                .tags(
                        "operation",
                        operation.source().name(),
                        "outcome",
                        result.outcome().name())
                .serviceLevelObjectives(HistogramBuckets.latency())
                .register(meters)
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}
