package info.sopranoexch.webhook.directory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** All merchants, in memory. Thread-safe. */
@Component
public class MerchantDirectory {
    /** An endpoint with its merchant. */
    public record Entry(Merchant merchant, Endpoint endpoint) {}

    private final Map<Long, Merchant> merchants = new ConcurrentHashMap<>();
    private final Map<Long, Entry> endpoints = new ConcurrentHashMap<>();

    public Optional<Merchant> merchant(long merchantId) {
        return Optional.ofNullable(merchants.get(merchantId));
    }

    /** @return empty if the account has no such merchant */
    public Optional<Merchant> merchant(long accountId, long merchantId) {
        return merchant(merchantId).filter(merchant -> merchant.accountId() == accountId);
    }

    /** @return empty if the endpoint or its merchant was removed */
    public Optional<Entry> endpoint(long endpointId) {
        return Optional.ofNullable(endpoints.get(endpointId));
    }

    /** @return false if this version or a newer one is known already */
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
