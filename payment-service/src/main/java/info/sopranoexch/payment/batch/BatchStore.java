package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.idempotency.CommandResultStore;
import info.sopranoexch.payment.merchants.MerchantStore;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.quarantine.QuarantineStore;
import info.sopranoexch.payment.quarantine.ReportIdentity;
import info.sopranoexch.payment.refunds.RefundStore;
import info.sopranoexch.payment.timeline.TimelineStore;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.outbox.OutboxStore;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Loads and writes the rows of a batch, with one statement for each table and all statements in one network round trip.
 * The same statements are sent whether or not a payment exists: response times must not reveal another account's payments.
 */
@Component
class BatchStore {
    /** The stores of the tables that a batch needs. */
    @Component
    record Tables(
            PaymentStore payments,
            RefundStore refunds,
            MerchantStore merchants,
            CommandResultStore results,
            TimelineStore timeline,
            QuarantineStore quarantine) {}

    /**
     * A batch that is being loaded.
     *
     * @param statements must be executed first, in the transaction
     * @param context the loaded rows; available after the statements were executed
     */
    record Loading(StatementBatch statements, Supplier<BatchContext> context) {}

    private final Tables tables;
    private final OutboxStore outbox;

    BatchStore(Tables tables, OutboxStore outbox) {
        this.tables = tables;
        this.outbox = outbox;
    }

    Loading load(List<IncomingRecord> batch) {
        var keys = new Keys();
        batch.forEach(keys::add);
        var statements = new StatementBatch();
        outbox.lock(statements, keys.shards);
        var payments = tables.payments().load(statements, keys.payments);
        var refunds = tables.refunds().load(statements, keys.payments);
        var policies = tables.merchants().policies(statements, keys.merchants, keys.reportedPayments);
        // A repeated create does not use its id: the sequence may have gaps.
        var ids = tables.payments().nextIds(statements, keys.creates);
        var results = tables.results().load(statements, keys.results);
        var applied = tables.timeline().known(statements, keys.reportedPayments, keys.events);
        Consumer<BatchContext> reports = keys.reportedPayments.isEmpty() ? _ -> {} : loadForReports(statements, keys);
        return new Loading(statements, () -> {
            var context = new BatchContext();
            Map<String, List<Refund>> refundsByPayment =
                    refunds.get().stream().collect(Collectors.groupingBy(Refund::paymentId));
            payments.get()
                    .forEach(stored -> context.addLoaded(
                            stored,
                            refundsByPayment.getOrDefault(stored.payment().id(), List.of())));
            policies.get().forEach(merchant -> context.merchants.put(merchant.merchantId(), merchant));
            context.newIds.addAll(ids.get());
            results.get().forEach(result -> context.results.put(result.key(), result));
            applied.get()
                    .forEach(event -> context.eventApplied(event.paymentId(), event.sourceId(), event.contentHash()));
            reports.accept(context);
            return context;
        });
    }

    /** Rows that only provider reports need. */
    private Consumer<BatchContext> loadForReports(StatementBatch statements, Keys keys) {
        var owners = tables.refunds().owners(statements, keys.providerRefunds);
        var held = tables.quarantine().held(statements, keys.reportedPayments);
        return context -> {
            owners.get().forEach(owner -> context.refundOwners.put(owner.providerRefundId(), owner.paymentId()));
            held.get().forEach(context::hold);
        };
    }

    /** @param last statements that are sent together with the commit; the quarantine is written at once */
    void write(BatchContext context, Instant now, StatementBatch last) {
        context.quarantine.forEach(entry -> tables.quarantine().put(entry, now));
        tables.quarantine().applied(context.leavingQuarantine, now);
        tables.payments().insert(last, context.created());
        tables.payments().update(last, context.changed());
        tables.refunds().upsert(last, context.refunds.values());
        tables.results().insert(last, context.newResults);
        tables.timeline().add(last, context.timeline);
        outbox.add(last, context.outbox);
    }

    /** The keys of the rows that a batch needs. */
    private static final class Keys {
        final Set<Integer> shards = new HashSet<>();
        final Set<String> payments = new HashSet<>();
        final Set<Long> merchants = new HashSet<>();
        final Set<CommandResultStore.Key> results = new HashSet<>();
        final Set<String> reportedPayments = new HashSet<>();
        final Set<String> events = new HashSet<>();
        final Set<String> providerRefunds = new HashSet<>();
        int creates;

        void add(IncomingRecord record) {
            shards.add(record.shard());
            payments.add(record.paymentId());
            switch (record) {
                case IncomingRecord.Command(var _, var command)
                when command.getBody() instanceof CreatePayment body -> {
                    merchants.add(body.getMerchantId());
                    creates++;
                }
                case IncomingRecord.Command(var _, var command) -> {
                    CommandResultStore.Key key = CommandResultStore.Key.of(command);
                    if (key != null) {
                        results.add(key);
                    }
                }
                case IncomingRecord.Report report -> {
                    reportedPayments.add(report.paymentId());
                    ReportIdentity identity = ReportIdentity.of(report.event());
                    events.add(identity.eventId());
                    events.add(identity.distinctId());
                    ProviderRefundResult refund = report.event().getRefund();
                    if (refund != null && refund.getProviderRefundId() != null) {
                        providerRefunds.add(refund.getProviderRefundId());
                    }
                }
            }
        }
    }
}
