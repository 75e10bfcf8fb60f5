package info.sopranoexch.webhook.directory;

import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.starter.kafka.CompactedTopicReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies changes of the directory in their order and notifies the features that keep data of each merchant. */
@Component
class DirectoryUpdate implements CompactedTopicReader.Handler<DirectoryUpdate.Change> {
    /** @param merchant null if the merchant was deleted */
    record Change(long merchantId, @Nullable Merchant merchant) {}

    private final MerchantMapper mapper;
    private final MerchantDirectory directory;
    private final List<MerchantsChanged> listeners;

    DirectoryUpdate(MerchantMapper mapper, MerchantDirectory directory, List<MerchantsChanged> listeners) {
        this.mapper = mapper;
        this.directory = directory;
        this.listeners = listeners;
    }

    @Override
    public Change map(String topic, String key, @Nullable IndexedRecord value) {
        return switch (value) {
            case null -> new Change(Long.parseLong(key), null);
            case info.sopranoexch.schemas.avro.Merchant merchant ->
                new Change(merchant.getMerchantId(), mapper.map(merchant));
            default -> throw new MalformedRecordException("not a merchant");
        };
    }

    @Override
    public void apply(List<Change> changes) {
        Map<Long, Merchant> changed = new LinkedHashMap<>();
        List<Long> deleted = new ArrayList<>();
        for (Change change : changes) {
            Merchant merchant = change.merchant();
            if (merchant == null) {
                directory.remove(change.merchantId());
                changed.remove(change.merchantId());
                deleted.add(change.merchantId());
            } else {
                // Listeners get known merchants too: after a failure the topic is read again, and versions decide.
                directory.put(merchant);
                changed.put(merchant.merchantId(), merchant);
                deleted.remove(change.merchantId());
            }
        }
        if (!changed.isEmpty() || !deleted.isEmpty()) {
            listeners.forEach(listener -> listener.onMerchantsChanged(List.copyOf(changed.values()), deleted));
        }
    }
}
