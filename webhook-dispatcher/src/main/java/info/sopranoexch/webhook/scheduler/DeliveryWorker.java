package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.tracing.TraceContext;
import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.deliveries.DeliveryIds;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import info.sopranoexch.webhook.scheduler.ConcurrencyLimiter.InFlightAttempt;
import info.sopranoexch.webhook.sending.SendResult;
import info.sopranoexch.webhook.sending.WebhookHeaders;
import info.sopranoexch.webhook.sending.WebhookRequest;
import info.sopranoexch.webhook.sending.WebhookSender;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes one attempt to deliver a webhook, on a virtual thread: prepare, send, handle the success or the failure. No transaction spans
 * the HTTP request; {@link ResultWriter} records the result afterwards.
 */
@Component
class DeliveryWorker {
    private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);

    private final DeliveryScheduler scheduler;
    private final MerchantDirectory directory;
    private final WebhookSender sender;
    private final ResultWriter results;
    private final RetrySchedule schedule;
    private final Tracer tracer;

    DeliveryWorker(
            DeliveryScheduler scheduler,
            MerchantDirectory directory,
            WebhookSender sender,
            ResultWriter results,
            RetrySchedule schedule,
            Tracer tracer) {
        this.scheduler = scheduler;
        this.directory = directory;
        this.sender = sender;
        this.results = results;
        this.schedule = schedule;
        this.tracer = tracer;
    }

    void start(InFlightAttempt attempt) {
        Thread.ofVirtual().name("delivery").start(() -> {
            try (var _ = LogContext.of(attempt.delivery.paymentId(), attempt.delivery.traceparent())) {
                deliver(attempt);
            }
        });
    }

    private void deliver(InFlightAttempt attempt) {
        try {
            WebhookRequest request = prepare(attempt);
            if (request == null) {
                scheduler.returnUnsent(attempt, true);
                return;
            }
            SendResult result = send(attempt.delivery, request);
            if (result.isDelivered()) {
                handleSuccess(attempt, result);
            } else {
                handleFailure(attempt, result);
            }
        } catch (RuntimeException | Error e) {
            log.error("Indicates a bug in attempt of delivery {}", DeliveryIds.format(attempt.delivery.id()), e);
            scheduler.returnUnsent(attempt, true);
        }
    }

    /** @return null if the endpoint was removed or disabled, or has no signing secret */
    private @Nullable WebhookRequest prepare(InFlightAttempt attempt) {
        Delivery delivery = attempt.delivery;
        MerchantDirectory.Entry entry =
                directory.endpoint(delivery.endpointId()).orElse(null);
        if (entry == null || !entry.endpoint().enabled()) {
            return null;
        }
        List<String> secrets = entry.merchant().liveSecrets(attempt.startedAt);
        if (secrets.isEmpty()) {
            return null;
        }
        Map<String, String> extra = entry.endpoint().headers();
        Map<String, String> headers = WebhookHeaders.of(
                DeliveryIds.messageId(delivery.eventId()),
                attempt.startedAt.getEpochSecond(),
                delivery.version(),
                delivery.body(),
                secrets,
                extra);
        return new WebhookRequest(
                entry.endpoint().url(), headers, delivery.body(), WebhookHeaders.confidential(headers, secrets, extra));
    }

    private SendResult send(Delivery delivery, WebhookRequest request) {
        Span span = TraceContext.start(tracer, "webhook", SpanKind.CLIENT, delivery.traceparent());
        try {
            String traceparent = TraceContext.of(span);
            SendResult result =
                    sender.send(traceparent == null ? request : request.with(TraceContext.HEADER, traceparent));
            span.setAttribute(TraceContext.PAYMENT_ID, delivery.paymentId())
                    .setAttribute("soprano.delivery_id", DeliveryIds.format(delivery.id()))
                    .setAttribute("soprano.attempt", delivery.attempts() + 1);
            Integer status = result.httpStatus();
            if (status != null) {
                span.setAttribute("http.response.status_code", status);
            }
            if (!result.isDelivered()) {
                String error = result.error();
                span.setStatus(StatusCode.ERROR, error == null ? "http_" + status : error);
            }
            return result;
        } finally {
            span.end();
        }
    }

    private void handleSuccess(InFlightAttempt attempt, SendResult result) {
        Duration took = Duration.ofNanos(1_000 * result.timings().totalMicros());
        var health = scheduler.succeeded(attempt, took);
        record(attempt, result, new AttemptOutcome.Delivered(), health);
    }

    private void handleFailure(InFlightAttempt attempt, SendResult result) {
        if (!scheduler.isOpen()) {
            scheduler.returnUnsent(
                    attempt, false); // this instance aborted the request, which is no failure of the receiver
            return;
        }
        var health = scheduler.failed(attempt, result, schedule);
        record(attempt, result, schedule.afterFailure(attempt.delivery, result), health);
    }

    private void record(
            InFlightAttempt attempt, SendResult result, AttemptOutcome outcome, EndpointHealth.Snapshot health) {
        results.put(
                new AttemptRecord(attempt.queue.epoch, attempt.delivery, attempt.startedAt, result, outcome, health));
        scheduler.release(attempt);
    }
}
