package info.sopranoexch.webhook.ingest;

import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import info.sopranoexch.webhook.lane.HandOver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * Turns events into deliveries, each (event, endpoint) once, and hands what may run to the lanes after the commit. Events
 * of merchants that the directory does not know yet wait in a table of their own.
 */
@Service
public class IngestEvents {
    private final IngestStore store;
    private final UnroutedStore unrouted;
    private final MerchantDirectory directory;
    private final HandOver handOver;
    private final IngestTransaction transaction;

    IngestEvents(
            IngestStore store,
            UnroutedStore unrouted,
            MerchantDirectory directory,
            HandOver handOver,
            IngestTransaction transaction) {
        this.store = store;
        this.unrouted = unrouted;
        this.directory = directory;
        this.handOver = handOver;
        this.transaction = transaction;
    }

    void apply(List<IncomingEvent> events) {
        store.ensureMonths(events);
        List<Delivery> heads = transaction.run(now -> ingest(events, now));
        handOver.committed(heads);
    }

    /** Routes events whose merchant the directory has come to know. @return how many merchants were looked at */
    int routeWaiting() {
        List<Long> known = unrouted.merchants().stream()
                .filter(id -> directory.merchant(id).isPresent())
                .toList();
        if (!known.isEmpty()) {
            List<IncomingEvent> waiting = unrouted.waiting(known);
            store.ensureMonths(waiting);
            List<Delivery> heads = transaction.run(now -> {
                List<IncomingEvent> taken = unrouted.take(known);
                return insert(taken, now);
            });
            handOver.committed(heads);
        }
        return known.size();
    }

    private List<Delivery> ingest(List<IncomingEvent> events, Instant now) {
        List<IncomingEvent> routed = new ArrayList<>();
        List<IncomingEvent> waiting = new ArrayList<>();
        for (IncomingEvent event : events) {
            (directory.merchant(event.merchantId()).isPresent() ? routed : waiting).add(event);
        }
        unrouted.park(waiting, now);
        // What waits for the same merchants came first and goes first.
        Set<Long> merchants = routed.stream().map(IncomingEvent::merchantId).collect(Collectors.toSet());
        List<IncomingEvent> all = new ArrayList<>(unrouted.take(merchants));
        all.addAll(routed);
        return insert(all, now);
    }

    private List<Delivery> insert(List<IncomingEvent> events, Instant now) {
        List<NewDelivery> deliveries = new ArrayList<>();
        for (IncomingEvent event : events) {
            Merchant merchant = directory.merchant(event.merchantId()).orElseThrow();
            merchant.endpoints().stream()
                    .filter(endpoint -> endpoint.wants(event.status()))
                    .forEach(endpoint -> deliveries.add(new NewDelivery(endpoint.endpointId(), event)));
        }
        List<Delivery> heads = store.insert(deliveries, now);
        handOver.announce(heads);
        return heads;
    }
}
