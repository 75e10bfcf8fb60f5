package info.sopranoexch.webhook.directory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Applies records of the directory in their order and tells who keeps something for each merchant. */
@Component
class DirectoryUpdate {
    private final MerchantDirectory directory;
    private final MerchantMapper mapper;
    private final List<MerchantsChanged> listeners;

    DirectoryUpdate(MerchantDirectory directory, MerchantMapper mapper, List<MerchantsChanged> listeners) {
        this.directory = directory;
        this.mapper = mapper;
        this.listeners = listeners;
    }

    void apply(List<info.sopranoexch.schemas.avro.Merchant> records, List<Long> gone) {
        // Told even when known already: after a failure half-way the topic is read again, and versions sort it out.
        Map<Long, Merchant> changed = new LinkedHashMap<>();
        for (var record : records) {
            Merchant merchant = mapper.map(record);
            directory.put(merchant);
            changed.put(merchant.merchantId(), merchant);
        }
        gone.forEach(directory::remove);
        gone.forEach(changed::remove);
        if (!changed.isEmpty() || !gone.isEmpty()) {
            listeners.forEach(listener -> listener.onMerchantsChanged(List.copyOf(changed.values()), gone));
        }
    }
}
