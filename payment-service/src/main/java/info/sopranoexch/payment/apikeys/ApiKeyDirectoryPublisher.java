package info.sopranoexch.payment.apikeys;

import info.sopranoexch.payment.directory.DirectoryPublisher;
import info.sopranoexch.payment.directory.DirectorySource;
import info.sopranoexch.schemas.Topics;
import java.util.List;
import org.springframework.stereotype.Component;

/** Publishes API keys to their directory topic. */
@Component
class ApiKeyDirectoryPublisher implements DirectorySource {
    private static final int BATCH = 500;

    private final DirectoryPublisher publisher;
    private final ApiKeyStore store;

    ApiKeyDirectoryPublisher(DirectoryPublisher publisher, ApiKeyStore store) {
        this.publisher = publisher;
        this.store = store;
    }

    /** Must be called within {@link DirectoryPublisher#change}. */
    void publish(ApiKey key) {
        var record = info.sopranoexch.schemas.avro.ApiKey.newBuilder()
                .setKeyId(key.keyId())
                .setAccountId(key.accountId())
                .setVersion(key.version())
                .setHash(key.hash())
                .setName(key.name())
                .setScopes(key.scopes())
                .setValidUntil(key.validUntil())
                .setRevokedAt(key.revokedAt())
                .setCreatedAt(key.createdAt())
                .build();
        publisher.publish(
                Topics.DIRECTORY_API_KEYS, key.keyId(), record, key.keyId() + "_" + key.version(), "directory.api_key");
    }

    /** Publishes in batches under the directory's lock, so that no record overtakes a change. */
    @Override
    public long republishAll() {
        long count = 0;
        String last = "";
        List<ApiKey> batch;
        do {
            String after = last;
            batch = publisher.change(() -> {
                List<ApiKey> found = store.all(after, BATCH);
                found.forEach(this::publish);
                return found;
            });
            count += batch.size();
            last = batch.isEmpty() ? last : batch.getLast().keyId();
        } while (batch.size() == BATCH);
        return count;
    }
}
