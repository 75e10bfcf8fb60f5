package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import info.sopranoexch.webhook.directory.MerchantsChanged;
import info.sopranoexch.webhook.sending.WebhookSender;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends this instance's heartbeat and claims its share of the endpoint queues. Each step is one heartbeat, then it claims, releases
 * or checks queues. When no heartbeat succeeded for the length of the lease, another instance may own the queues: nothing more is
 * sent, and requests in flight are aborted.
 */
@Component
class EndpointLeases implements MerchantsChanged {
    private static final Logger log = LoggerFactory.getLogger(EndpointLeases.class);
    /** The number of steps between two reloads of all queues, which find work whose notification was lost. */
    private static final int STEPS_BETWEEN_RELOADS = 30;

    private final EndpointLeaseStore store;
    private final DeliveryScheduler scheduler;
    private final WebhookSender sender;
    private final MerchantDirectory directory;
    private final SchedulerProperties properties;
    private final BackgroundWorker worker;
    private volatile @Nullable Long instance;
    private volatile long validUntilNanos = System.nanoTime();
    private int steps;

    EndpointLeases(
            EndpointLeaseStore store,
            DeliveryScheduler scheduler,
            WebhookSender sender,
            MerchantDirectory directory,
            SchedulerProperties properties) {
        this.store = store;
        this.scheduler = scheduler;
        this.sender = sender;
        this.directory = directory;
        this.properties = properties;
        this.worker = new BackgroundWorker("endpoint-leases", properties.heartbeat(), this::runOnce);
    }

    synchronized void runOnce() {
        long from = System.nanoTime();
        boolean expired = stopIfExpired();
        Long id = instance;
        if (id == null || !store.heartbeat(id, properties.lease())) {
            scheduler.drop(scheduler.epochs().keySet());
            id = store.register(ProcessHandle.current().pid() + "@" + from, properties.lease());
            instance = id;
        } else if (expired) {
            reconcile(id);
        }
        validUntilNanos = from + properties.lease().toNanos();
        scheduler.setOpen(true);
        claimShare(id);
        if (++steps % STEPS_BETWEEN_RELOADS == 0) {
            store.deleteDeadInstances();
            reconcile(id);
            Set<Long> owned = scheduler.epochs().keySet();
            applyDirectory(owned);
            scheduler.reload(owned);
        }
    }

    /** Stops sending if the lease expired. @return whether it expired */
    boolean stopIfExpired() {
        boolean expired = System.nanoTime() - validUntilNanos >= 0;
        if (expired && scheduler.isOpen()) {
            log.warn("The lease expired before it could be renewed; sending stops");
            scheduler.setOpen(false);
            sender.abortAll();
        }
        return expired;
    }

    /** Drops queues that the database assigns to another instance, and releases queues that only the database assigns to us. */
    private void reconcile(long id) {
        Map<Long, Long> inMemory = scheduler.epochs();
        Map<Long, Long> inDatabase = store.owned(id);
        List<Long> lost = inMemory.entrySet().stream()
                .filter(queue -> !queue.getValue().equals(inDatabase.get(queue.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        scheduler.drop(lost);
        store.release(
                id,
                inDatabase.entrySet().stream()
                        .filter(owned -> !inMemory.containsKey(owned.getKey()))
                        .map(owned -> EndpointLease.of(owned.getKey(), owned.getValue()))
                        .toList());
        if (!lost.isEmpty()) {
            log.info("{} endpoint queues moved to other instances", lost.size());
        }
    }

    /** Claims free queues up to an equal share of all, or releases the surplus. */
    private void claimShare(long id) {
        EndpointLeaseStore.Share share = store.share(id);
        int equalShare = Math.ceilDiv(share.queues(), Math.max(1, share.instances()));
        int missing = equalShare - share.owned();
        while (missing > 0) {
            List<EndpointLease> claimed = store.claim(id, Math.min(missing, properties.claimLimit()));
            scheduler.adopt(claimed);
            // The directory may be newer than the row.
            applyDirectory(claimed.stream().map(EndpointLease::endpointId).toList());
            missing = claimed.isEmpty() ? 0 : missing - claimed.size();
        }
        int surplus = share.owned() - equalShare;
        if (surplus > 0) {
            store.release(id, scheduler.surrender(surplus));
        }
    }

    private void applyDirectory(Collection<Long> endpointIds) {
        for (Long id : endpointIds) {
            directory
                    .endpoint(id)
                    .ifPresent(entry -> scheduler.endpointChanged(
                            id, entry.merchant().version(), entry.endpoint().enabled()));
        }
    }

    /** Creates the queues of new endpoints and applies changes. */
    @Override
    public void onMerchantsChanged(List<Merchant> changed, List<Long> removed) {
        store.upsert(changed, removed);
        List<Long> endpoints = new ArrayList<>();
        changed.forEach(merchant -> merchant.endpoints().forEach(endpoint -> endpoints.add(endpoint.endpointId())));
        applyDirectory(endpoints);
        worker.nudge(); // there may be new queues to claim
    }

    /** The id under which this instance owns queues; 0 before the first heartbeat. */
    long instance() {
        Long id = instance;
        return id == null ? 0 : id;
    }

    void start() {
        worker.start();
    }

    /** Stops and releases the queues, so that other instances need not wait for the lease to expire. */
    synchronized void stop() {
        worker.stop();
        scheduler.setOpen(false);
        Long id = instance;
        if (id != null) {
            try {
                store.unregister(id);
            } catch (RuntimeException e) {
                log.warn("The endpoint queues cannot be released; the lease expires by itself: {}", e.toString());
            }
        }
        scheduler.drop(scheduler.epochs().keySet());
        instance = null;
    }
}
