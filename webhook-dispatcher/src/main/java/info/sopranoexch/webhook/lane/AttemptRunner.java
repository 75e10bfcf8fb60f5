package info.sopranoexch.webhook.lane;

import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.tracing.Span;
import info.sopranoexch.starter.tracing.TraceParent;
import info.sopranoexch.starter.tracing.Traces;
import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.delivery.DeliveryIds;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import info.sopranoexch.webhook.sending.Outgoing;
import info.sopranoexch.webhook.sending.SendResult;
import info.sopranoexch.webhook.sending.WebhookHeaders;
import info.sopranoexch.webhook.sending.WebhookSender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One attempt on a virtual thread: send, note, hand the result over to be recorded. No transaction spans it. */
@Component
class AttemptRunner {
    private static final Logger log = LoggerFactory.getLogger(AttemptRunner.class);

    private final LaneBoard board;
    private final MerchantDirectory directory;
    private final WebhookSender sender;
    private final ResultWriter results;
    private final InstantSource clock;
    private final Traces traces;
    private final RetrySchedule schedule;

    AttemptRunner(
            LaneBoard board,
            MerchantDirectory directory,
            WebhookSender sender,
            ResultWriter results,
            LaneProperties properties,
            InstantSource clock,
            Traces traces) {
        this.board = board;
        this.directory = directory;
        this.sender = sender;
        this.results = results;
        this.clock = clock;
        this.traces = traces;
        this.schedule =
                new RetrySchedule(() -> ThreadLocalRandom.current().nextDouble(), properties.deliveryRetryAfter());
    }

    void start(Slot slot) {
        Thread.ofVirtual().name("attempt").start(() -> run(slot));
    }

    private void run(Slot slot) {
        try (var _ = LogContext.of(slot.delivery.paymentId(), slot.delivery.traceparent())) {
            attempt(slot);
        }
    }

    private void attempt(Slot slot) {
        try {
            Instant at = clock.instant();
            Outgoing outgoing = outgoing(slot.delivery, at);
            if (outgoing == null) {
                board.giveBack(slot, true);
                return;
            }
            SendResult result = send(slot.delivery, outgoing);
            if (!result.isDelivered() && !board.isOpen()) {
                board.giveBack(slot, false); // aborted by us, which says nothing of the receiver
                return;
            }
            Duration took = Duration.ofNanos(1_000 * result.timings().totalMicros());
            results.put(board.note(slot, at, result, schedule, took));
            board.release(slot);
        } catch (RuntimeException | Error e) {
            log.error("An attempt of delivery {} failed by our own fault", DeliveryIds.format(slot.delivery.id()), e);
            board.giveBack(slot, true);
        }
    }

    private SendResult send(Delivery delivery, Outgoing outgoing) {
        try (Span span = traces.begin("webhook", Traces.Kind.CLIENT, delivery.traceparent())) {
            String traceparent = span.traceparent();
            SendResult result =
                    sender.send(traceparent == null ? outgoing : outgoing.with(TraceParent.HEADER, traceparent));
            describe(span, delivery, result);
            return result;
        }
    }

    private static void describe(Span span, Delivery delivery, SendResult result) {
        span.tag(Span.PAYMENT, delivery.paymentId())
                .tag("soprano.delivery_id", DeliveryIds.format(delivery.id()))
                .tag("soprano.attempt", delivery.attempts() + 1);
        Integer status = result.httpStatus();
        if (status != null) {
            span.tag("http.response.status_code", status);
        }
        if (!result.isDelivered()) {
            String error = result.error();
            span.failed(error == null ? "http_" + status : error);
        }
    }

    /** @return null when the endpoint is no more, is switched off, or has no secret to sign with */
    private @Nullable Outgoing outgoing(Delivery delivery, Instant at) {
        MerchantDirectory.Entry entry =
                directory.endpoint(delivery.endpointId()).orElse(null);
        if (entry == null || !entry.endpoint().enabled()) {
            return null;
        }
        List<String> secrets = entry.merchant().liveSecrets(at);
        if (secrets.isEmpty()) {
            return null;
        }
        Map<String, String> extra = entry.endpoint().headers();
        Map<String, String> headers = WebhookHeaders.of(
                DeliveryIds.messageId(delivery.eventId()),
                at.getEpochSecond(),
                delivery.version(),
                delivery.body(),
                secrets,
                extra);
        return new Outgoing(
                entry.endpoint().url(), headers, delivery.body(), WebhookHeaders.confidential(headers, secrets, extra));
    }
}
