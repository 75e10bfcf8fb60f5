package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import info.sopranoexch.webhook.events.EventRecord;
import info.sopranoexch.webhook.events.EventWriter;
import info.sopranoexch.webhook.sql.Plans;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Creates the deliveries of events, one for each subscribed endpoint, and dispatches them after the commit. An event whose merchant is
 * not in the directory yet waits in the table {@code unrouted}. The same transaction stores all events for the Events API.
 */
@Service
class EventIngestion {
    private final DeliveryInserter inserter;
    private final UnroutedStore unrouted;
    private final MerchantDirectory directory;
    private final Transactions transactions;
    private final InstantSource clock;

    EventIngestion(
            DeliveryInserter inserter,
            UnroutedStore unrouted,
            MerchantDirectory directory,
            Transactions transactions,
            InstantSource clock) {
        this.inserter = inserter;
        this.unrouted = unrouted;
        this.directory = directory;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param records the same events for the Events API */
    void apply(List<IncomingEvent> events, List<EventRecord> records) {
        inserter.dispatch(inserter.withPartitions(
                events,
                () -> DeliveryInserter.partitionKeys(unroutedFirst(unrouted.waiting(merchants(events)), events))
                        .withDays(records.stream().map(EventRecord::occurredAt)),
                () -> insert(events, records)));
    }

    private InsertedDeliveries insert(List<IncomingEvent> events, List<EventRecord> records) {
        Instant now = clock.instant();
        List<IncomingEvent> routed = new ArrayList<>();
        List<IncomingEvent> unknown = new ArrayList<>();
        for (IncomingEvent event : events) {
            (directory.merchant(event.merchantId()).isPresent() ? routed : unknown).add(event);
        }
        List<NewDelivery> deliveries = deliveries(routed);
        var statements = new StatementBatch();
        Plans.keep(statements);
        unrouted.insert(statements, unknown, now);
        StatementBatch.Rows<IncomingEvent> waiting = unrouted.take(statements, merchants(routed));
        DeliveryInserter.Locked locked = inserter.lock(statements, deliveries, now);
        return transactions.run(statements, last -> {
            InsertedDeliveries inserted = waiting.get().isEmpty()
                    ? inserter.insert(last, deliveries, locked, now)
                    : inserter.insert(last, deliveries(unroutedFirst(waiting.get(), routed)), now);
            // Last, because it locks the accounts until the commit.
            EventWriter.insert(last, records);
            return inserted;
        });
    }

    /** Creates the deliveries of unrouted events whose merchant is now in the directory. */
    @Scheduled(initialDelay = 1_000, fixedDelay = 1_000)
    void routeWaiting() {
        List<Long> known = unrouted.merchants().stream()
                .filter(id -> directory.merchant(id).isPresent())
                .toList();
        if (!known.isEmpty()) {
            List<IncomingEvent> waiting = unrouted.waiting(known);
            inserter.dispatch(inserter.withPartitions(
                    waiting, () -> DeliveryInserter.partitionKeys(waiting), () -> route(known)));
        }
    }

    private InsertedDeliveries route(List<Long> merchantIds) {
        Instant now = clock.instant();
        var statements = new StatementBatch();
        StatementBatch.Rows<IncomingEvent> taken = unrouted.take(statements, merchantIds);
        return transactions.run(statements, last -> inserter.insert(last, deliveries(taken.get()), now));
    }

    private static Set<Long> merchants(List<IncomingEvent> events) {
        return events.stream().map(IncomingEvent::merchantId).collect(Collectors.toSet());
    }

    /** Unrouted events of the same merchants are older. */
    private static List<IncomingEvent> unroutedFirst(List<IncomingEvent> unrouted, List<IncomingEvent> routed) {
        return Stream.concat(unrouted.stream(), routed.stream()).toList();
    }

    /** One delivery for each endpoint that subscribes to the event. */
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
