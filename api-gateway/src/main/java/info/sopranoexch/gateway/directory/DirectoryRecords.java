package info.sopranoexch.gateway.directory;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ApiKey;
import info.sopranoexch.schemas.avro.Merchant;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one place that knows how the directory topics are written. */
@Component
class DirectoryRecords {
    private final ApiKeyDirectory keys;
    private final MerchantDirectory merchants;

    DirectoryRecords(ApiKeyDirectory keys, MerchantDirectory merchants) {
        this.keys = keys;
        this.merchants = merchants;
    }

    /** @param value null: a tombstone, the key is gone */
    void apply(String topic, byte[] key, @Nullable IndexedRecord value) {
        switch (value) {
            case ApiKey apiKey -> keys.put(entry(apiKey));
            case Merchant merchant -> merchants.put(entry(merchant));
            case null -> remove(topic, new String(key, StandardCharsets.UTF_8));
            default ->
                throw new IllegalArgumentException(
                        "no directory record: " + value.getSchema().getFullName());
        }
    }

    private void remove(String topic, String key) {
        if (topic.equals(Topics.DIRECTORY_API_KEYS)) {
            keys.remove(key);
        } else {
            merchants.remove(Long.parseLong(key));
        }
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
