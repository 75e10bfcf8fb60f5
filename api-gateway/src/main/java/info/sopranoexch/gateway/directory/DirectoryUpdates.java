package info.sopranoexch.gateway.directory;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ApiKey;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.starter.kafka.CompactedTopicReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies records of the directory topics to the directory. */
@Component
class DirectoryUpdates implements CompactedTopicReader.Handler<Runnable> {
    private final ApiKeyDirectory keys;
    private final MerchantDirectory merchants;

    DirectoryUpdates(ApiKeyDirectory keys, MerchantDirectory merchants) {
        this.keys = keys;
        this.merchants = merchants;
    }

    @Override
    public Runnable map(String topic, String key, @Nullable IndexedRecord value) {
        return switch (value) {
            case ApiKey apiKey -> {
                ApiKeyEntry entry = entry(apiKey);
                yield () -> keys.put(entry);
            }
            case Merchant merchant -> {
                MerchantEntry entry = entry(merchant);
                yield () -> merchants.put(entry);
            }
            case null -> removal(topic, key);
            default ->
                throw new IllegalArgumentException(
                        "not a directory record: " + value.getSchema().getFullName());
        };
    }

    private Runnable removal(String topic, String key) {
        if (topic.equals(Topics.DIRECTORY_API_KEYS)) {
            return () -> keys.remove(key);
        }
        long merchantId = Long.parseLong(key);
        return () -> merchants.remove(merchantId);
    }

    @Override
    public void apply(List<Runnable> changes) {
        changes.forEach(Runnable::run);
    }

    private static ApiKeyEntry entry(ApiKey key) {
        return new ApiKeyEntry(
                key.getKeyId(),
                key.getAccountId(),
                key.getHash(),
                Set.copyOf(key.getScopes()),
                key.getValidUntil(),
                key.getRevokedAt());
    }

    private static MerchantEntry entry(Merchant merchant) {
        return new MerchantEntry(
                merchant.getMerchantId(),
                merchant.getAccountId(),
                merchant.getVersion(),
                merchant.getDefaultCurrency(),
                merchant.getMaxAmountMinor(),
                Map.copyOf(merchant.getMaxAmountsMinor()),
                Set.copyOf(merchant.getReturnUrls()));
    }
}
