package info.sopranoexch.payment.processing;

import info.sopranoexch.database.RoundTrip;
import info.sopranoexch.payment.outbox.OutboxStore;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.quarantine.QuarantineStore;
import info.sopranoexch.payment.timeline.TimelineStore;
import info.sopranoexch.schemas.avro.ProviderEvent;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes what a batch has changed, in one statement a table and all of them in one round trip. */
@Component
class WriteBatch {
    private final PaymentStore payments;
    private final OutcomeStore outcomes;
    private final TimelineStore timeline;
    private final QuarantineStore quarantine;
    private final OutboxStore outbox;
    private final JdbcTemplate jdbc;

    WriteBatch(
            PaymentStore payments,
            OutcomeStore outcomes,
            TimelineStore timeline,
            QuarantineStore quarantine,
            OutboxStore outbox,
            JdbcTemplate jdbc) {
        this.payments = payments;
        this.outcomes = outcomes;
        this.timeline = timeline;
        this.quarantine = quarantine;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    void write(Workbench bench, Instant now) {
        var trip = new RoundTrip();
        payments.insert(trip, bench.created());
        payments.update(trip, bench.changed());
        payments.upsert(trip, bench.refunds.values());
        outcomes.insert(trip, bench.newOutcomes);
        timeline.add(trip, bench.timeline);
        outbox.add(trip, bench.outbox);
        trip.make(jdbc);
        for (Workbench.SetAside aside : bench.quarantine) {
            ProviderEvent event = aside.report().event();
            byte[] record = aside.report().source().value();
            quarantine.put(
                    event.getEventId(),
                    event.getPaymentId(),
                    aside.reason().code(),
                    aside.reason().detail(),
                    record,
                    now);
        }
        quarantine.applied(bench.leavingQuarantine, now);
    }
}
