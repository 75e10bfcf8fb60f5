package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.outbox.OutboxStore;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.quarantine.QuarantineStore;
import info.sopranoexch.payment.timeline.TimelineStore;
import info.sopranoexch.schemas.avro.ProviderEvent;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Writes what a batch has changed, in one statement a table. */
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

    void write(Workbench bench, Instant now) {
        payments.insert(bench.created());
        payments.update(bench.changed());
        payments.upsert(bench.refunds.values());
        outcomes.insert(bench.newOutcomes);
        timeline.add(bench.timeline);
        for (Workbench.SetAside aside : bench.quarantine) {
            ProviderEvent event = aside.report().event();
            byte[] record = aside.report().source().value();
            quarantine.put(event.getEventId(), event.getPaymentId(), aside.reason(), aside.detail(), record, now);
        }
        quarantine.applied(bench.leavingQuarantine, now);
        outbox.add(bench.outbox);
    }
}
