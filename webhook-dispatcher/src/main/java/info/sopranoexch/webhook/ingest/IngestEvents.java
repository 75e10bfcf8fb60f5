package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import info.sopranoexch.webhook.lane.HandOver;
import info.sopranoexch.webhook.sql.Plans;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Turns events into deliveries, each (event, endpoint) once, and hands what may run to the lanes after the commit. Events
 * of merchants that the directory does not know yet wait in a table of their own.
 */
@Service
public class IngestEvents {
    private final IngestStore store;
    private final InsertDeliveries insert;
    private final UnroutedStore unrouted;
    private final MerchantDirectory directory;
    private final HandOver handOver;
    private final Transactions transactions;
    private final InstantSource clock;

    IngestEvents(
            IngestStore store,
            InsertDeliveries insert,
            UnroutedStore unrouted,
            MerchantDirectory directory,
            HandOver handOver,
            Transactions transactions,
            InstantSource clock) {
        this.store = store;
        this.insert = insert;
        this.unrouted = unrouted;
        this.directory = directory;
        this.handOver = handOver;
        this.transactions = transactions;
        this.clock = clock;
    }

    void apply(List<IncomingEvent> events) {
        store.ensureMonths(events);
        handOver.committed(store.creatingMissingMonths(() -> withWaiting(events), () -> insert(events))
                .heads());
    }

    /** The events, and those that wait for the same merchants and are inserted with them. */
    private List<IncomingEvent> withWaiting(List<IncomingEvent> events) {
        return inOrder(unrouted.waiting(merchants(events)), events);
    }

    private static Set<Long> merchants(List<IncomingEvent> events) {
        return events.stream().map(IncomingEvent::merchantId).collect(Collectors.toSet());
    }

    private IngestStore.Inserting insert(List<IncomingEvent> events) {
        Instant now = clock.instant();
        List<IncomingEvent> routed = new ArrayList<>();
        List<IncomingEvent> waiting = new ArrayList<>();
        for (IncomingEvent event : events) {
            (directory.merchant(event.merchantId()).isPresent() ? routed : waiting).add(event);
        }
        List<NewDelivery> deliveries = deliveries(routed);
        var statements = new StatementBatch();
        Plans.keep(statements);
        unrouted.park(statements, waiting, now);
        StatementBatch.Rows<IncomingEvent> waited = unrouted.take(statements, merchants(routed));
        InsertDeliveries.Asked asked = insert.ask(statements, deliveries, now);
        return transactions.run(
                statements,
                last -> waited.get().isEmpty()
                        ? insert.insert(last, deliveries, asked, now)
                        : insert.insert(last, deliveries(inOrder(waited.get(), routed)), now));
    }

    /** Routes events whose merchant the directory has come to know. @return how many merchants were looked at */
    int routeWaiting() {
        List<Long> known = unrouted.merchants().stream()
                .filter(id -> directory.merchant(id).isPresent())
                .toList();
        if (!known.isEmpty()) {
            List<IncomingEvent> waiting = unrouted.waiting(known);
            store.ensureMonths(waiting);
            handOver.committed(store.creatingMissingMonths(() -> waiting, () -> route(known))
                    .heads());
        }
        return known.size();
    }

    private IngestStore.Inserting route(List<Long> merchantIds) {
        Instant now = clock.instant();
        var statements = new StatementBatch();
        StatementBatch.Rows<IncomingEvent> taken = unrouted.take(statements, merchantIds);
        return transactions.run(statements, last -> insert.insert(last, deliveries(taken.get()), now));
    }

    /** What waited for the same merchants came first and goes first. */
    private static List<IncomingEvent> inOrder(List<IncomingEvent> waited, List<IncomingEvent> routed) {
        return Stream.concat(waited.stream(), routed.stream()).toList();
    }

    /** One for each endpoint that wants to hear of the event. */
    private List<NewDelivery> deliveries(List<IncomingEvent> events) {
        List<NewDelivery> deliveries = new ArrayList<>();
        for (IncomingEvent event : events) {
            Merchant merchant = directory.merchant(event.merchantId()).orElseThrow();
            merchant.endpoints().stream()
                    .filter(endpoint -> endpoint.wants(event.filterName()))
                    .forEach(endpoint -> deliveries.add(new NewDelivery(endpoint.endpointId(), event)));
        }
        return deliveries;
    }
}
