package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.outbox.OutboxStore;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.quarantine.QuarantineStore;
import info.sopranoexch.payment.timeline.TimelineStore;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.starter.database.StatementBatch;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Writes what a batch has changed, in one statement a table and all of them in one round trip. */
@Component
class WriteBatch {
    private final PaymentStore payments;
    private final OutcomeStore outcomes;
    private final TimelineStore timeline;
    private final QuarantineStore quarantine;
    private final OutboxStore outbox;

    WriteBatch(
            PaymentStore payments,
            OutcomeStore outcomes,
            TimelineStore timeline,
            QuarantineStore quarantine,
            OutboxStore outbox) {
        this.payments = payments;
        this.outcomes = outcomes;
        this.timeline = timeline;
        this.quarantine = quarantine;
        this.outbox = outbox;
    }

    /** @param last the trip that most of it goes by; the rest is written at once */
    void write(Workbench bench, Instant now, StatementBatch last) {
        for (Workbench.SetAside aside : bench.quarantine) {
            quarantine.put(report(aside), now);
        }
        quarantine.applied(
                bench.leavingQuarantine.stream()
                        .map(event -> new QuarantineStore.Key(event.eventId(), event.contentHash()))
                        .toList(),
                now);
        payments.insert(last, bench.created());
        payments.update(last, bench.changed());
        payments.upsert(last, bench.refunds.values());
        outcomes.insert(last, bench.newOutcomes);
        timeline.add(last, bench.timeline);
        outbox.add(last, bench.outbox);
    }

    private static QuarantineStore.Report report(Workbench.SetAside aside) {
        ProviderEvent event = aside.event();
        return new QuarantineStore.Report(
                event.getEventId(),
                aside.identity().contentHash(),
                event.getPaymentId(),
                event.getSource().name(),
                event.getSource() != ProviderEventSource.callback,
                aside.reason().code(),
                aside.reason().detail(),
                aside.record(),
                event.getReceivedAt());
    }
}
