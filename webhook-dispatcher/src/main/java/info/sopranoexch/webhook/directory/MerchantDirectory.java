package info.sopranoexch.webhook.directory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** All merchants, in memory. Safe for use by several threads. */
@Component
public class MerchantDirectory {
    /** An endpoint with the merchant it belongs to. */
    public record Entry(Merchant merchant, Endpoint endpoint) {}

    private final Map<Long, Merchant> merchants = new ConcurrentHashMap<>();
    private final Map<Long, Entry> endpoints = new ConcurrentHashMap<>();

    public Optional<Merchant> merchant(long merchantId) {
        return Optional.ofNullable(merchants.get(merchantId));
    }

    /** @return empty when the endpoint, or its merchant, is no more */
    public Optional<Entry> endpoint(long endpointId) {
        return Optional.ofNullable(endpoints.get(endpointId));
    }

    /** @return false when a newer version, or this one, is known already */
    boolean put(Merchant merchant) {
        Merchant known = merchants.get(merchant.merchantId());
        if (known != null && known.version() >= merchant.version()) {
            return false;
        }
        merchants.put(merchant.merchantId(), merchant);
        if (known != null) {
            known.endpoints().forEach(endpoint -> {
                boolean kept = merchant.endpoints().stream().anyMatch(e -> e.endpointId() == endpoint.endpointId());
                if (!kept) {
                    endpoints.remove(endpoint.endpointId());
                }
            });
        }
        merchant.endpoints().forEach(endpoint -> endpoints.put(endpoint.endpointId(), new Entry(merchant, endpoint)));
        return true;
    }

    void remove(long merchantId) {
        Merchant known = merchants.remove(merchantId);
        if (known != null) {
            known.endpoints().forEach(endpoint -> endpoints.remove(endpoint.endpointId()));
        }
    }
}
