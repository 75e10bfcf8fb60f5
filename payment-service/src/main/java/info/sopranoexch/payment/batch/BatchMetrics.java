package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.domain.QuarantineReason;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.providerchecks.LatenessBuckets;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.schemas.avro.SettleReview;
import info.sopranoexch.starter.metrics.HistogramBuckets;
import info.sopranoexch.starter.outbox.OutboxRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Metrics of batches. Records are counted after the commit; a redelivered record is counted again. */
@Component
class BatchMetrics {
    private static final List<String> KINDS = List.of("create", "cancel", "refund", "check", "review", "report");

    private final MeterRegistry meters;
    private final DistributionSummary size;
    private final Timer time;
    private final Timer expiryLateness;
    private final Map<String, Counter> records = new HashMap<>();
    private final Map<String, Counter> events = new HashMap<>();

    BatchMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.size = DistributionSummary.builder("soprano.apply.batch.size")
                .description("records of a poll")
                .serviceLevelObjectives(HistogramBuckets.size())
                .register(meters);
        this.time = Timer.builder("soprano.apply.batch.time")
                .description("time to read, apply, reply to and publish the records of a poll")
                .serviceLevelObjectives(HistogramBuckets.latency())
                .register(meters);
        this.expiryLateness = Timer.builder("soprano.payment.expiry.lateness")
                .description("from the end of a payment's time to its status expired")
                .serviceLevelObjectives(LatenessBuckets.bounds())
                .register(meters);
        // Registered at the start: Prometheus sees no increase in a series whose first value is 1.
        Stream.of(QuarantineReason.values()).forEach(this::quarantined);
        KINDS.forEach(kind -> records.put(kind, meters.counter("soprano.apply.records", "kind", kind)));
        Stream.concat(Stream.of("created"), Stream.of(PaymentStatus.values()).map(PaymentStatus::code))
                .filter(type -> !type.equals("pending"))
                .forEach(type -> events.put("payment." + type, meters.counter("soprano.payment.events", "type", type)));
        List.of("refund.succeeded", "refund.failed")
                .forEach(type -> events.put(type, meters.counter("soprano.payment.events", "type", type)));
    }

    void poll(int records, Runnable work) {
        size.record(records);
        time.record(work);
    }

    void committed(List<IncomingRecord> batch, BatchContext context) {
        batch.forEach(record -> increment(records.get(kind(record))));
        context.outbox.stream()
                .filter(row -> row.topic().equals(Topics.PAYMENT_EVENTS))
                .forEach(row -> published(row, context));
        context.quarantine.forEach(entry -> quarantined(entry.reason()).increment());
    }

    private void published(OutboxRecord event, BatchContext context) {
        increment(events.get(event.eventType()));
        StoredPayment stored = context.find(event.key());
        if (event.eventType().equals("payment.expired") && stored != null) {
            Duration late = Duration.between(stored.payment().details().expiresAt(), event.occurredAt());
            // A provider whose clock is ahead reports the expiry early.
            expiryLateness.record(late.isNegative() ? Duration.ZERO : late);
        }
    }

    private Counter quarantined(QuarantineReason reason) {
        return meters.counter("soprano.quarantine.added", "reason", reason.code());
    }

    private static void increment(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    private static String kind(IncomingRecord record) {
        return switch (record) {
            case IncomingRecord.Report _ -> "report";
            case IncomingRecord.Command(var _, var command) ->
                switch (command.getBody()) {
                    case CreatePayment _ -> "create";
                    case CancelPayment _ -> "cancel";
                    case RefundPayment _ -> "refund";
                    case CheckPayment _ -> "check";
                    case SettleReview _ -> "review";
                    default -> "unknown";
                };
        };
    }
}
