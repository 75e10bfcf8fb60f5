package info.sopranoexch.gateway.support;

import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ApiKey;
import info.sopranoexch.schemas.avro.LateSuccessPolicy;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.starter.secrets.ApiKeyHash;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the records that payment-service would write. */
public final class TestKafka {
    private static final KafkaTestClient CLIENT = KafkaTestClient.shared();

    private TestKafka() {}

    public static void apiKey(String id, long account, String key, List<String> scopes) {
        apiKey(id, account, key, scopes, null, null);
    }

    public static void apiKey(
            String id,
            long account,
            String key,
            List<String> scopes,
            @Nullable Instant validUntil,
            @Nullable Instant revokedAt) {
        var entry = new ApiKey(id, account, 1L, ApiKeyHash.of(key), id, scopes, validUntil, revokedAt, Instant.EPOCH);
        CLIENT.send(Topics.DIRECTORY_API_KEYS, id, entry);
    }

    public static void merchant(long id, long account, String currency, @Nullable Long cap, List<String> returnUrls) {
        merchant(id, account, currency, cap, Map.of(), returnUrls);
    }

    public static void merchant(
            long id,
            long account,
            String currency,
            @Nullable Long cap,
            Map<String, Long> caps,
            List<String> returnUrls) {
        var merchant = Merchant.newBuilder()
                .setMerchantId(id)
                .setAccountId(account)
                .setVersion(1)
                .setName("Shop " + id)
                .setDefaultCurrency(currency)
                .setMaxAmountMinor(cap)
                .setMaxAmountsMinor(caps)
                .setLateSuccess(LateSuccessPolicy.accept)
                .setReturnUrls(returnUrls)
                .setEndpoints(List.of())
                .setWebhookSecrets(List.of())
                .setCreatedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH)
                .build();
        CLIENT.send(Topics.DIRECTORY_MERCHANTS, String.valueOf(id), merchant);
    }

    /** Writes an API key with a schema id that the registry does not know. */
    public static void apiKeyOfUnknownSchema(String id, long account, String key, List<String> scopes) {
        var entry = new ApiKey(id, account, 1L, ApiKeyHash.of(key), id, scopes, null, null, Instant.EPOCH);
        byte[] bytes = CLIENT.serialize(Topics.DIRECTORY_API_KEYS, entry);
        ByteBuffer.wrap(bytes).putInt(1, Integer.MAX_VALUE);
        CLIENT.sendBytes(Topics.DIRECTORY_API_KEYS, id, bytes);
    }
}
