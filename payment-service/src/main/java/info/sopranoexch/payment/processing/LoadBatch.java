package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.merchants.MerchantStore;
import info.sopranoexch.payment.outbox.Shards;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.quarantine.QuarantineStore;
import info.sopranoexch.payment.timeline.TimelineStore;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.starter.database.StatementBatch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Locks the shards of a batch and brings to the bench all that the batch needs, in one statement a table and all of them
 * in one round trip. Nothing is left out because a payment is not there: how long an answer takes must not tell whether
 * another account's payment exists.
 */
@Component
class LoadBatch {
    private final Shards shards;
    private final PaymentStore payments;
    private final MerchantStore merchants;
    private final OutcomeStore outcomes;
    private final TimelineStore timeline;
    private final QuarantineStore quarantine;

    LoadBatch(
            Shards shards,
            PaymentStore payments,
            MerchantStore merchants,
            OutcomeStore outcomes,
            TimelineStore timeline,
            QuarantineStore quarantine) {
        this.shards = shards;
        this.payments = payments;
        this.merchants = merchants;
        this.outcomes = outcomes;
        this.timeline = timeline;
        this.quarantine = quarantine;
    }

    /**
     * What is loaded for a batch.
     *
     * @param statements to be made first, within a transaction
     * @param bench what it brought
     */
    record Loading(StatementBatch statements, Supplier<Workbench> bench) {}

    Loading of(List<Incoming> batch) {
        Wanted wanted = Wanted.of(batch);
        var statements = new StatementBatch();
        shards.lock(statements, wanted.shards);
        StatementBatch.Rows<StoredPayment> found = payments.load(statements, wanted.payments);
        StatementBatch.Rows<Refund> refunds = payments.loadRefunds(statements, wanted.payments);
        var terms = merchants.termsOf(statements, wanted.merchants, wanted.reported);
        // One too many for each create that is a repetition: ids may have gaps.
        var ids = payments.nextIds(statements, wanted.creates);
        var first = outcomes.load(statements, wanted.outcomes);
        var seen = timeline.known(statements, wanted.reported, wanted.reports);
        Consumer<Workbench> refundReports = wanted.reported.isEmpty() ? _ -> {} : refundReports(statements, wanted);
        return new Loading(statements, () -> {
            var bench = new Workbench();
            bench.loaded(found.get(), refunds.get().stream().collect(Collectors.groupingBy(Refund::paymentId)));
            terms.get().forEach(merchant -> bench.merchants.put(merchant.merchantId(), merchant));
            bench.newIds.addAll(ids.get());
            first.get().forEach(outcome -> bench.outcomes.put(outcome.key(), outcome));
            seen.get().forEach(event -> bench.eventApplied(event.paymentId(), event.sourceId(), event.contentHash()));
            refundReports.accept(bench);
            return bench;
        });
    }

    /** What reports need besides, and batches of commands do without. */
    private Consumer<Workbench> refundReports(StatementBatch statements, Wanted wanted) {
        StatementBatch.Rows<PaymentStore.RefundOwner> owners =
                payments.refundOwners(statements, wanted.providerRefunds);
        StatementBatch.Rows<QuarantineStore.HeldReport> held = quarantine.held(statements, wanted.reported);
        return bench -> {
            owners.get().forEach(owner -> bench.refundOwners.put(owner.providerRefundId(), owner.paymentId()));
            held.get().forEach(report -> bench.hold(report.paymentId(), report));
        };
    }

    /** What a batch needs, by its keys. */
    private static final class Wanted {
        final Set<Integer> shards = new HashSet<>();
        final Set<String> payments = new HashSet<>();
        final Set<Long> merchants = new HashSet<>();
        final Set<OutcomeStore.Key> outcomes = new HashSet<>();
        final Set<String> reported = new HashSet<>();
        final Set<String> reports = new HashSet<>();
        final Set<String> providerRefunds = new HashSet<>();
        int creates;

        static Wanted of(List<Incoming> batch) {
            var wanted = new Wanted();
            batch.forEach(wanted::add);
            return wanted;
        }

        private void add(Incoming in) {
            shards.add(in.shard());
            payments.add(in.paymentId());
            switch (in) {
                case Incoming.Command(var _, var command)
                when command.getBody() instanceof CreatePayment body -> {
                    merchants.add(body.getMerchantId());
                    creates++;
                }
                case Incoming.Command(var _, var command) -> {
                    OutcomeStore.Key key = ApplyCommand.outcomeKey(command);
                    if (key != null) {
                        outcomes.add(key);
                    }
                }
                case Incoming.Report report -> {
                    reported.add(report.paymentId());
                    EventIdentity identity = EventIdentity.of(report.event());
                    reports.add(identity.eventId());
                    reports.add(identity.distinctId());
                    ProviderRefundResult refund = report.event().getRefund();
                    if (refund != null && refund.getProviderRefundId() != null) {
                        providerRefunds.add(refund.getProviderRefundId());
                    }
                }
            }
        }
    }
}
