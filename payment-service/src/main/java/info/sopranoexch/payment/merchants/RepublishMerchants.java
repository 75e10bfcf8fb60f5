package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.outbox.PublishDirectory;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts all merchants, as they stand, on their way to the directory topic once more. */
@Component
public class RepublishMerchants {
    private static final int BATCH = 200;

    private final PublishDirectory directory;
    private final MerchantStore store;
    private final AnnounceMerchant announce;
    private final InstantSource clock;

    RepublishMerchants(
            PublishDirectory directory, MerchantStore store, AnnounceMerchant announce, InstantSource clock) {
        this.directory = directory;
        this.store = store;
        this.announce = announce;
        this.clock = clock;
    }

    /** A batch at a time under the directory's lock, so that none of them overtakes a change. @return how many */
    public long all() {
        long count = 0;
        long last = 0;
        List<Merchant> batch;
        do {
            long after = last;
            batch = directory.change(() -> {
                List<Merchant> found = store.all(after, BATCH);
                found.forEach(merchant -> announce.announce(merchant, clock.instant()));
                return found;
            });
            count += batch.size();
            last = batch.isEmpty() ? last : batch.getLast().merchantId();
        } while (batch.size() == BATCH);
        return count;
    }
}
