package info.sopranoexch.benchmarks.deliveries;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.LateSuccessPolicy;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.WebhookEndpoint;
import info.sopranoexch.schemas.avro.WebhookSecret;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The dispatcher's PostgreSQL, Kafka and registry, with the records of payment-service. */
final class DispatcherEnvironment implements AutoCloseable {
    static final String DATABASE = "webhook";

    private final Infrastructure infrastructure = Infrastructure.shared();
    private final AvroSerializer serializer = new AvroSerializer();
    private final KafkaProducer<String, byte[]> producer;
    private final Aead aead;
    private final String keyset;

    DispatcherEnvironment() throws GeneralSecurityException {
        AeadConfig.register();
        KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES128_GCM);
        aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
        keyset = Base64.getEncoder()
                .encodeToString(TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get())
                        .getBytes(StandardCharsets.UTF_8));
        infrastructure.createTopics();
        serializer.configure(Map.of("schema.registry.url", infrastructure.registryUrl()), false);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", infrastructure.bootstrapServers(), "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    Map<String, String> variables() {
        return Map.of(
                "SERVER_PORT",
                "0",
                "DATABASE_URL",
                infrastructure.jdbcUrl(DATABASE),
                "DATABASE_USER",
                DATABASE,
                "DATABASE_PASSWORD",
                DATABASE,
                "KAFKA_BOOTSTRAP_SERVERS",
                infrastructure.bootstrapServers(),
                "SCHEMA_REGISTRY_URL",
                infrastructure.registryUrl(),
                "SOPRANO_INTERNAL_TOKEN",
                "0123456789abcdef-benchmark",
                "SOPRANO_SECRETS_KEYSET",
                keyset,
                "SPRING_PROFILES_ACTIVE",
                "local");
    }

    void merchant(long id, long version, String url) throws GeneralSecurityException {
        byte[] secret = aead.encrypt(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".getBytes(StandardCharsets.UTF_8),
                ("merchant:" + id).getBytes(StandardCharsets.UTF_8));
        Merchant merchant = Merchant.newBuilder()
                .setMerchantId(id)
                .setAccountId(id)
                .setVersion(version)
                .setName("Shop " + id)
                .setDefaultCurrency("RUB")
                .setLateSuccess(LateSuccessPolicy.accept)
                .setEndpoints(List.of(WebhookEndpoint.newBuilder()
                        .setEndpointId(id)
                        .setUrl(url)
                        .build()))
                .setWebhookSecrets(List.of(WebhookSecret.newBuilder()
                        .setCiphertext(ByteBuffer.wrap(secret))
                        .build()))
                .setCreatedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH)
                .build();
        send(Topics.DIRECTORY_MERCHANTS, String.valueOf(id), merchant);
    }

    void event(String paymentId, long merchantId, Instant now) {
        Payment payment = Payment.newBuilder()
                .setPaymentId(paymentId)
                .setId(1)
                .setAccountId(merchantId)
                .setMerchantId(merchantId)
                .setAmountMinor(100_000)
                .setCurrency("RUB")
                .setCurrencyDecimals(2)
                .setStatus(PaymentStatus.success)
                .setVersion(2)
                .setCreatedAt(now)
                .setExpiresAt(now)
                .setUpdatedAt(now)
                .build();
        PaymentEvent event = PaymentEvent.newBuilder()
                .setEventId("evt_" + paymentId.substring(4) + "_2")
                .setVersion(2)
                .setOccurredAt(now)
                .setPayment(payment)
                .build();
        send(Topics.PAYMENT_EVENTS, paymentId, event);
    }

    private void send(String topic, String key, IndexedRecord value) {
        var sent = producer.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, value)));
        if (sent.isCancelled()) {
            throw new IllegalStateException("not sent");
        }
    }

    void flush() {
        producer.flush();
    }

    long count(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(infrastructure.jdbcUrl(DATABASE), DATABASE, DATABASE);
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
