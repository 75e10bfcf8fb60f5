package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.directory.DirectoryPublisher;
import info.sopranoexch.payment.directory.DirectorySource;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.LateSuccessPolicy;
import info.sopranoexch.schemas.avro.WebhookEndpoint;
import info.sopranoexch.schemas.avro.WebhookSecret;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Publishes merchants to their directory topic. */
@Component
class MerchantDirectoryPublisher implements DirectorySource {
    private static final int BATCH = 200;

    private final DirectoryPublisher publisher;
    private final MerchantStore store;
    private final InstantSource clock;

    MerchantDirectoryPublisher(DirectoryPublisher publisher, MerchantStore store, InstantSource clock) {
        this.publisher = publisher;
        this.store = store;
        this.clock = clock;
    }

    /** Must be called within {@link DirectoryPublisher#change}. */
    void publish(Merchant merchant) {
        String key = String.valueOf(merchant.merchantId());
        publisher.publish(
                Topics.DIRECTORY_MERCHANTS,
                key,
                record(merchant, clock.instant()),
                "mer_" + key + "_" + merchant.version(),
                "directory.merchant");
    }

    @Override
    public long republishAll() {
        return publisher.publishAll(last -> store.all(last == null ? 0 : last.merchantId(), BATCH), this::publish);
    }

    private static info.sopranoexch.schemas.avro.Merchant record(Merchant merchant, Instant now) {
        return info.sopranoexch.schemas.avro.Merchant.newBuilder()
                .setMerchantId(merchant.merchantId())
                .setAccountId(merchant.accountId())
                .setVersion(merchant.version())
                .setName(merchant.name())
                .setDefaultCurrency(merchant.defaultCurrency())
                .setMaxAmountMinor(merchant.maxAmountMinor())
                .setMaxAmountsMinor(merchant.maxAmountsMinor())
                .setLateSuccess(LateSuccessPolicy.valueOf(merchant.lateSuccess().code()))
                .setReturnUrls(merchant.returnUrls())
                .setLegalName(merchant.profile().legalName())
                .setSupportContact(merchant.profile().supportContact())
                .setEndpoints(merchant.endpoints().stream()
                        .map(endpoint -> WebhookEndpoint.newBuilder()
                                .setEndpointId(endpoint.endpointId())
                                .setUrl(endpoint.url())
                                .setStatuses(endpoint.statuses())
                                .setHeadersCiphertext(buffer(endpoint.headersCiphertext()))
                                .setEnabled(endpoint.enabled())
                                .build())
                        .toList())
                .setWebhookSecrets(merchant.secrets().stream()
                        .filter(secret -> secret.validUntil() == null || now.isBefore(secret.validUntil()))
                        .map(secret -> WebhookSecret.newBuilder()
                                .setCiphertext(ByteBuffer.wrap(secret.ciphertext()))
                                .setValidUntil(secret.validUntil())
                                .build())
                        .toList())
                .setCreatedAt(merchant.createdAt())
                .setUpdatedAt(merchant.updatedAt())
                .build();
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
