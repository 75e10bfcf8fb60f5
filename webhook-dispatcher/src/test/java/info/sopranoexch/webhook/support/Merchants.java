package info.sopranoexch.webhook.support;

import info.sopranoexch.schemas.avro.LateSuccessPolicy;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.WebhookEndpoint;
import info.sopranoexch.schemas.avro.WebhookSecret;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Merchants as payment-service publishes them. */
public final class Merchants {
    private static final AtomicLong IDS = new AtomicLong(1_000);

    private Merchants() {}

    /** Returns an id that no other test has. The id of its first endpoint is ten times as large. */
    public static long nextId() {
        return IDS.incrementAndGet();
    }

    public static WebhookEndpoint endpoint(long endpointId, String url, String... statuses) {
        return WebhookEndpoint.newBuilder()
                .setEndpointId(endpointId)
                .setUrl(url)
                .setStatuses(List.of(statuses))
                .build();
    }

    public static Merchant merchant(long id, long version, WebhookEndpoint... endpoints) {
        return Merchant.newBuilder()
                .setMerchantId(id)
                .setAccountId(id)
                .setVersion(version)
                .setName("Shop " + id)
                .setDefaultCurrency("RUB")
                .setLateSuccess(LateSuccessPolicy.accept)
                .setEndpoints(List.of(endpoints))
                .setWebhookSecrets(List.of(WebhookSecret.newBuilder()
                        .setCiphertext(Keys.encrypt(id, Keys.SECRET))
                        .build()))
                .setCreatedAt(Events.CREATED)
                .setUpdatedAt(Events.CREATED)
                .build();
    }
}
