package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.directory.MerchantsChanged;
import java.util.List;
import org.springframework.stereotype.Component;

/** Each endpoint has its lane, in the database and, where owned, in memory. */
@Component
class FollowDirectory implements MerchantsChanged {
    private final LaneStore store;
    private final LaneBoard board;
    private final LaneLeases leases;

    FollowDirectory(LaneStore store, LaneBoard board, LaneLeases leases) {
        this.store = store;
        this.board = board;
        this.leases = leases;
    }

    @Override
    public void onMerchantsChanged(List<Merchant> changed, List<Long> gone) {
        store.upsert(changed, gone);
        for (Merchant merchant : changed) {
            merchant.endpoints().forEach(e -> board.endpointChanged(e.endpointId(), merchant.version(), e.enabled()));
        }
        leases.claimSoon();
    }
}
