package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.outbox.OutboxRecord;
import info.sopranoexch.payment.outbox.PublishDirectory;
import info.sopranoexch.payment.outbox.Shards;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.LateSuccessPolicy;
import info.sopranoexch.schemas.avro.WebhookEndpoint;
import info.sopranoexch.schemas.avro.WebhookSecret;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a merchant as it stands on its way to the directory topic. */
@Component
class AnnounceMerchant {
    private final PublishDirectory directory;
    private final AvroCodec codec;

    AnnounceMerchant(PublishDirectory directory, AvroCodec codec) {
        this.directory = directory;
        this.codec = codec;
    }

    void announce(Merchant merchant, Instant now) {
        String key = String.valueOf(merchant.merchantId());
        directory.announce(new OutboxRecord(
                Shards.DIRECTORY,
                Topics.DIRECTORY_MERCHANTS,
                key,
                codec.write(Topics.DIRECTORY_MERCHANTS, record(merchant, now)),
                "mer_" + key + "_" + merchant.version(),
                "directory.merchant",
                now,
                null));
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
