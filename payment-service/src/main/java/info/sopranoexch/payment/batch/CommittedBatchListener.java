package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.providerchecks.ChecksInFlight;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.starter.outbox.OutboxRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Informs the metrics and the scheduled provider checks about a committed batch. */
@Component
class CommittedBatchListener {
    private final BatchMetrics metrics;
    private final ChecksInFlight checks;
    private final InstantSource clock;

    CommittedBatchListener(BatchMetrics metrics, ChecksInFlight checks, InstantSource clock) {
        this.metrics = metrics;
        this.checks = checks;
        this.clock = clock;
    }

    void committed(List<IncomingRecord> batch, BatchContext context) {
        metrics.committed(batch, context);
        Instant now = clock.instant();
        Set<String> requested = context.outbox.stream()
                .filter(row -> row.topic().equals(Topics.PROVIDER_COMMANDS))
                .map(OutboxRecord::key)
                .collect(Collectors.toSet());
        for (IncomingRecord record : batch) {
            switch (record) {
                case IncomingRecord.Command(var _, var command)
                when command.getBody() instanceof CheckPayment check ->
                    checks.applied(
                            command.getPaymentId(), check.getDueAt(), requested.contains(command.getPaymentId()), now);
                case IncomingRecord.Command _ -> {}
                case IncomingRecord.Report(var _, ProviderEvent event)
                when event.getSource() != ProviderEventSource.callback -> {
                    Long retryAfter = event.getRetryAfterMs();
                    Duration pause = retryAfter == null ? null : Duration.ofMillis(retryAfter);
                    checks.completed(event.getPaymentId(), pause, now);
                }
                case IncomingRecord.Report _ -> {}
            }
        }
    }
}
