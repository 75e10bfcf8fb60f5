package info.sopranoexch.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Merchants and their webhook settings. */
public final class Merchants {
    private final Transport transport;

    Merchants(Transport transport) {
        this.transport = transport;
    }

    /** Creates a merchant. Store its {@code webhookSecret}: it is shown only here and at rotation. */
    public Merchant create(CreateMerchant merchant) {
        return toMerchant(transport.post("/merchant/create", merchant.values()));
    }

    public Merchant get(long merchantId) {
        return toMerchant(transport.get(Transport.path("merchant", merchantId)));
    }

    public Merchant update(long merchantId, MerchantChanges changes) {
        return toMerchant(transport.patch(Transport.path("merchant", merchantId), changes.values()));
    }

    /** Creates a new {@code webhookSecret}. Webhooks carry both signatures for 24 hours. */
    public Merchant rotateWebhookSecret(long merchantId) {
        return rotate(merchantId, Map.of());
    }

    /** @param overlap for which webhooks carry both signatures, in whole seconds; at most 7 days */
    public Merchant rotateWebhookSecret(long merchantId, Duration overlap) {
        return rotate(merchantId, Map.of("overlap_seconds", overlap.toSeconds()));
    }

    /** Sends a test event to each endpoint. Returns the ids of the deliveries. */
    public List<String> sendTestWebhook(long merchantId) {
        Map<?, ?> response =
                (Map<?, ?>) transport.post(Transport.path("merchant", merchantId, "webhook", "test"), Map.of());
        return ((List<?>) response.get("delivery_ids"))
                .stream().map(String::valueOf).toList();
    }

    /** Sends all webhooks of a time range again, in the background. */
    public Replay replayWebhooks(long merchantId, ReplayRange range) {
        String path = Transport.path("merchant", merchantId, "webhook", "replay");
        return Mapper.toRecord(Replay.class, transport.post(path, range.values()));
    }

    private Merchant rotate(long merchantId, Map<String, Object> body) {
        return toMerchant(transport.post(Transport.path("merchant", merchantId, "webhook-secret", "rotate"), body));
    }

    private static Merchant toMerchant(Object response) {
        return Mapper.toRecord(Merchant.class, response);
    }
}
