package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.directory.MerchantDirectory;
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
 * Keeps this instance alive in the others' eyes and takes its share of the lanes. One step is one sign of life, then what
 * there is to take, give back or look after. When no sign of life went through for the length of the lease, nothing more
 * is sent and what is under way is aborted: by then another instance may own the lanes.
 */
@Component
public class LaneLeases {
    private static final Logger log = LoggerFactory.getLogger(LaneLeases.class);
    private static final int CLAIM = 1_000;
    /** Steps between looks into the database for what a lost notification left lying. */
    private static final int LOOK_EVERY = 30;

    private final LaneStore store;
    private final LaneBoard board;
    private final WebhookSender sender;
    private final MerchantDirectory directory;
    private final LaneProperties properties;
    private final Worker worker;
    private volatile @Nullable Long instance;
    private volatile long validUntilNanos = System.nanoTime();
    private int steps;

    LaneLeases(
            LaneStore store,
            LaneBoard board,
            WebhookSender sender,
            MerchantDirectory directory,
            LaneProperties properties) {
        this.store = store;
        this.board = board;
        this.sender = sender;
        this.directory = directory;
        this.properties = properties;
        this.worker = new Worker("lane-leases", properties.heartbeat(), this::runOnce);
    }

    /** One step. */
    synchronized void runOnce() {
        long from = System.nanoTime();
        boolean lapsed = expire();
        Long me = instance;
        if (me == null || !store.heartbeat(me, properties.lease())) {
            board.drop(board.epochs().keySet());
            me = store.register(ProcessHandle.current().pid() + "@" + from, properties.lease());
            instance = me;
        } else if (lapsed) {
            reconcile(me);
        }
        validUntilNanos = from + properties.lease().toNanos();
        board.setOpen(true);
        share(me);
        if (++steps % LOOK_EVERY == 0) {
            store.forgetTheDead();
            reconcile(me);
            Set<Long> lanes = board.epochs().keySet();
            followDirectory(lanes);
            board.wake(lanes);
        }
    }

    /** Stops sending when the lease has run out. @return whether it has */
    boolean expire() {
        boolean lapsed = System.nanoTime() - validUntilNanos >= 0;
        if (lapsed && board.isOpen()) {
            log.warn("The lease ran out before it could be renewed: sending stops");
            board.setOpen(false);
            sender.abortAll();
        }
        return lapsed;
    }

    /** Memory and database agree on what is ours: what only one of them knows goes. */
    private void reconcile(long me) {
        Map<Long, Long> known = board.epochs();
        Map<Long, Long> owned = store.owned(me);
        List<Long> lost = new ArrayList<>();
        known.forEach((endpoint, epoch) -> {
            if (!epoch.equals(owned.get(endpoint))) {
                lost.add(endpoint);
            }
        });
        board.drop(lost);
        List<LaneLease> stray = new ArrayList<>();
        owned.forEach((endpoint, epoch) -> {
            if (!known.containsKey(endpoint)) {
                stray.add(new LaneLease(endpoint, epoch, 0, true, 0, null, null));
            }
        });
        store.release(me, stray);
        if (!lost.isEmpty()) {
            log.info("{} lanes went to others", lost.size());
        }
    }

    private void share(long me) {
        LaneStore.Share share = store.share(me);
        int fair = Math.ceilDiv(share.lanes(), Math.max(1, share.alive()));
        int missing = fair - share.mine();
        while (missing > 0) {
            List<LaneLease> claimed = store.claim(me, Math.min(missing, CLAIM));
            adopt(claimed);
            missing = claimed.isEmpty() ? 0 : missing - claimed.size();
        }
        int surplus = share.mine() - fair;
        if (surplus > 0) {
            store.release(me, board.surrender(surplus));
        }
    }

    private void adopt(List<LaneLease> claimed) {
        board.adopt(claimed);
        // The row may be older than what the directory has told meanwhile.
        followDirectory(claimed.stream().map(LaneLease::endpointId).toList());
    }

    private void followDirectory(Collection<Long> endpointIds) {
        for (Long id : endpointIds) {
            directory
                    .endpoint(id)
                    .ifPresent(entry -> board.endpointChanged(
                            id, entry.merchant().version(), entry.endpoint().enabled()));
        }
    }

    /** The id under which this instance owns lanes; 0 before the first step. */
    long instance() {
        Long me = instance;
        return me == null ? 0 : me;
    }

    /** There may be new lanes to take. */
    void claimSoon() {
        worker.nudge();
    }

    void start() {
        worker.start();
    }

    /** Stops and gives the lanes back, so that another instance need not wait for the lease to run out. */
    synchronized void stop() {
        worker.stop();
        board.setOpen(false);
        Long me = instance;
        if (me != null) {
            try {
                store.resign(me);
            } catch (RuntimeException e) {
                log.warn("The lanes could not be given back; their lease runs out by itself: {}", e.toString());
            }
        }
        board.drop(board.epochs().keySet());
        instance = null;
    }
}
