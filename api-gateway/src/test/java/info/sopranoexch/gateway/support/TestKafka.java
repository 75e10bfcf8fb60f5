package info.sopranoexch.gateway.support;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ApiKey;
import info.sopranoexch.schemas.avro.LateSuccessPolicy;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes the records that payment-service would write. */
public final class TestKafka {
    private static final Infrastructure INFRASTRUCTURE = started();
    private static final KafkaProducer<String, IndexedRecord> PRODUCER =
            new KafkaProducer<>(config(), new StringSerializer(), serializer());
    private static final KafkaProducer<String, byte[]> RAW = new KafkaProducer<>(
            config(), new StringSerializer(), new org.apache.kafka.common.serialization.ByteArraySerializer());

    private TestKafka() {}

    private static Infrastructure started() {
        Infrastructure infrastructure = Infrastructure.shared();
        infrastructure.createTopics();
        return infrastructure;
    }

    public static String bootstrapServers() {
        return INFRASTRUCTURE.bootstrapServers();
    }

    public static String registryUrl() {
        return INFRASTRUCTURE.registryUrl();
    }

    static Map<String, Object> config() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "schema.registry.url",
                registryUrl(),
                "specific.avro.reader",
                true,
                "linger.ms",
                0);
    }

    private static AvroSerializer serializer() {
        var serializer = new AvroSerializer();
        serializer.configure(config(), false);
        return serializer;
    }

    static AvroDeserializer deserializer() {
        var deserializer = new AvroDeserializer();
        deserializer.configure(config(), false);
        return deserializer;
    }

    static void send(String topic, @Nullable Integer partition, String key, @Nullable IndexedRecord value) {
        sent(PRODUCER.send(new ProducerRecord<>(topic, partition, key, value)));
    }

    public static void sendRaw(String topic, String key, byte[] value) {
        sent(RAW.send(new ProducerRecord<>(topic, key, value)));
    }

    private static void sent(java.util.concurrent.Future<?> ack) {
        try {
            ack.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

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
        var entry = new ApiKey(id, account, 1L, sha256(key), id, scopes, validUntil, revokedAt, Instant.EPOCH);
        send(Topics.DIRECTORY_API_KEYS, null, id, entry);
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
        send(Topics.DIRECTORY_MERCHANTS, null, String.valueOf(id), merchant);
    }

    /** Writes an API key with a schema id that the registry does not know. */
    public static void apiKeyOfUnknownSchema(String id, long account, String key, List<String> scopes) {
        var entry = new ApiKey(id, account, 1L, sha256(key), id, scopes, null, null, Instant.EPOCH);
        byte[] bytes = serializer().serialize(Topics.DIRECTORY_API_KEYS, entry);
        ByteBuffer.wrap(bytes).putInt(1, Integer.MAX_VALUE);
        sendRaw(Topics.DIRECTORY_API_KEYS, id, bytes);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
