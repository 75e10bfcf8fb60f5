package info.sopranoexch.payment.apikeys;

import info.sopranoexch.payment.outbox.PublishDirectory;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts all keys, as they stand, on their way to the directory topic once more. */
@Component
public class RepublishApiKeys {
    private static final int BATCH = 500;

    private final PublishDirectory directory;
    private final ApiKeyStore store;
    private final AnnounceApiKey announce;
    private final InstantSource clock;

    RepublishApiKeys(PublishDirectory directory, ApiKeyStore store, AnnounceApiKey announce, InstantSource clock) {
        this.directory = directory;
        this.store = store;
        this.announce = announce;
        this.clock = clock;
    }

    /** A batch at a time under the directory's lock, so that none of them overtakes a change. @return how many */
    public long all() {
        long count = 0;
        String last = "";
        List<ApiKey> batch;
        do {
            String after = last;
            batch = directory.change(() -> {
                List<ApiKey> found = store.all(after, BATCH);
                found.forEach(key -> announce.announce(key, clock.instant()));
                return found;
            });
            count += batch.size();
            last = batch.isEmpty() ? last : batch.getLast().keyId();
        } while (batch.size() == BATCH);
        return count;
    }
}
