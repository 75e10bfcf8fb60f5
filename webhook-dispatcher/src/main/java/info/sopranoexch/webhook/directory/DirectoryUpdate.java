package info.sopranoexch.webhook.directory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Applies changes of the directory in their order and notifies the features that keep data of each merchant. */
@Component
class DirectoryUpdate {
    private final MerchantDirectory directory;
    private final List<MerchantsChanged> listeners;

    DirectoryUpdate(MerchantDirectory directory, List<MerchantsChanged> listeners) {
        this.directory = directory;
        this.listeners = listeners;
    }

    void apply(List<Merchant> merchants, List<Long> gone) {
        // Told even when known already: after a failure half-way the topic is read again, and versions sort it out.
        Map<Long, Merchant> changed = new LinkedHashMap<>();
        for (Merchant merchant : merchants) {
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
