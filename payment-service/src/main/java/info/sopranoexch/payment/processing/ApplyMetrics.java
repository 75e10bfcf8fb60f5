package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.domain.QuarantineReason;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CancelPayment;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.schemas.avro.SettleReview;
import info.sopranoexch.starter.metrics.Buckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is applied, and how fast. Counted when it is committed; what is delivered again is counted again. */
@Component
class ApplyMetrics {
    private static final List<String> KINDS = List.of("create", "cancel", "refund", "check", "review", "report");

    private final MeterRegistry meters;
    private final DistributionSummary size;
    private final Timer time;
    private final Map<String, Counter> records = new HashMap<>();
    private final Map<String, Counter> events = new HashMap<>();

    ApplyMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.size = DistributionSummary.builder("soprano.apply.batch.size")
                .description("records of a poll")
                .serviceLevelObjectives(Buckets.size())
                .register(meters);
        this.time = Timer.builder("soprano.apply.batch.time")
                .description("all that is done for the records of a poll: read, applied, answered, published")
                .serviceLevelObjectives(Buckets.latency())
                .register(meters);
        // From the start at 0: a series that begins with 1 has not increased, to Prometheus.
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

    /** The batch is committed. */
    void applied(List<Incoming> batch, Workbench bench) {
        batch.forEach(in -> increment(records.get(kind(in))));
        bench.outbox.stream()
                .filter(row -> row.topic().equals(Topics.PAYMENT_EVENTS))
                .forEach(row -> increment(events.get(row.eventType())));
        bench.quarantine.forEach(aside -> quarantined(aside.reason()).increment());
    }

    private Counter quarantined(QuarantineReason reason) {
        return meters.counter("soprano.quarantine.added", "reason", reason.code());
    }

    private static void increment(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    private static String kind(Incoming in) {
        return switch (in) {
            case Incoming.Report _ -> "report";
            case Incoming.Command(var _, var command) ->
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
