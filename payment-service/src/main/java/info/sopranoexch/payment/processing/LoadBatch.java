package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.merchants.MerchantStore;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.timeline.TimelineStore;
import info.sopranoexch.schemas.avro.CreatePayment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Brings to the bench, in one statement a table, all that a batch needs. */
@Component
class LoadBatch {
    private final PaymentStore payments;
    private final MerchantStore merchants;
    private final OutcomeStore outcomes;
    private final TimelineStore timeline;

    LoadBatch(PaymentStore payments, MerchantStore merchants, OutcomeStore outcomes, TimelineStore timeline) {
        this.payments = payments;
        this.merchants = merchants;
        this.outcomes = outcomes;
        this.timeline = timeline;
    }

    Workbench load(List<Incoming> batch) {
        var bench = new Workbench();
        Set<String> ids = batch.stream().map(Incoming::paymentId).collect(Collectors.toSet());
        Map<String, StoredPayment> found = payments.load(ids);
        bench.loaded(found, refunds(found, batch));
        merchants(bench, batch, found);
        commands(bench, batch);
        reports(bench, batch);
        return bench;
    }

    /**
     * Asked for whenever something may be there to be changed, and not only when it is: how long an answer takes must not
     * tell whether another account's payment exists.
     */
    private Map<String, List<Refund>> refunds(Map<String, StoredPayment> found, List<Incoming> batch) {
        boolean newOnly = batch.stream()
                .allMatch(in -> in instanceof Incoming.Command(var _, var command)
                        && command.getBody() instanceof CreatePayment);
        return newOnly && found.isEmpty() ? Map.of() : payments.loadRefunds(found.keySet());
    }

    private void merchants(Workbench bench, List<Incoming> batch, Map<String, StoredPayment> found) {
        var ids = new HashSet<Long>();
        int creates = 0;
        for (Incoming in : batch) {
            StoredPayment stored = found.get(in.paymentId());
            if (in instanceof Incoming.Command(var _, var command) && command.getBody() instanceof CreatePayment body) {
                ids.add(body.getMerchantId());
                creates += stored == null ? 1 : 0;
            } else if (in instanceof Incoming.Report && stored != null) {
                ids.add(stored.payment().terms().merchantId());
            }
        }
        if (!ids.isEmpty()) {
            bench.merchants.putAll(merchants.termsOf(ids));
        }
        if (creates > 0) {
            bench.newIds.addAll(payments.nextIds(creates));
        }
    }

    private void commands(Workbench bench, List<Incoming> batch) {
        Set<OutcomeStore.Key> keys = batch.stream()
                .map(in -> in instanceof Incoming.Command(var _, var command) ? ApplyCommand.outcomeKey(command) : null)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!keys.isEmpty()) {
            bench.outcomes.putAll(outcomes.load(keys));
        }
    }

    private void reports(Workbench bench, List<Incoming> batch) {
        List<Incoming.Report> reports = batch.stream()
                .filter(Incoming.Report.class::isInstance)
                .map(Incoming.Report.class::cast)
                .toList();
        if (!reports.isEmpty()) {
            bench.seenEvents.addAll(timeline.known(
                    reports.stream().map(Incoming.Report::paymentId).collect(Collectors.toSet()),
                    reports.stream().map(report -> report.event().getEventId()).collect(Collectors.toSet())));
        }
    }
}
