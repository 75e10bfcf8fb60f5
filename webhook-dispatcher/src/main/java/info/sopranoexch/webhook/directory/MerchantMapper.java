package info.sopranoexch.webhook.directory;

import info.sopranoexch.schemas.avro.WebhookEndpoint;
import info.sopranoexch.schemas.avro.WebhookSecret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** From the directory's record to ours. What cannot be decrypted is left out and said: the other merchants go on. */
@Component
class MerchantMapper {
    private static final Logger log = LoggerFactory.getLogger(MerchantMapper.class);

    private final SecretBox box;
    private final JsonMapper json = JsonMapper.shared();

    MerchantMapper(SecretBox box) {
        this.box = box;
    }

    Merchant map(info.sopranoexch.schemas.avro.Merchant record) {
        long id = record.getMerchantId();
        return new Merchant(
                id,
                record.getAccountId(),
                record.getVersion(),
                record.getEndpoints().stream().map(e -> endpoint(id, e)).toList(),
                secrets(id, record.getWebhookSecrets()));
    }

    private Endpoint endpoint(long merchantId, WebhookEndpoint record) {
        return new Endpoint(
                record.getEndpointId(),
                record.getUrl(),
                Set.copyOf(record.getStatuses()),
                headers(merchantId, record.getHeadersCiphertext()),
                record.getEnabled());
    }

    private List<SigningSecret> secrets(long merchantId, List<WebhookSecret> records) {
        List<SigningSecret> secrets = new ArrayList<>();
        for (WebhookSecret record : records) {
            try {
                secrets.add(
                        new SigningSecret(box.open(merchantId, bytes(record.getCiphertext())), record.getValidUntil()));
            } catch (GeneralSecurityException e) {
                log.error(
                        "A webhook secret of merchant {} cannot be decrypted; is the keyset the right one?",
                        merchantId);
            }
        }
        return List.copyOf(secrets);
    }

    private Map<String, String> headers(long merchantId, @Nullable ByteBuffer ciphertext) {
        if (ciphertext == null) {
            return Map.of();
        }
        try {
            return Map.copyOf(json.readValue(box.open(merchantId, bytes(ciphertext)), new TypeReference<>() {}));
        } catch (GeneralSecurityException | JacksonException e) {
            log.error("The extra headers of merchant {} cannot be read", merchantId);
            return Map.of();
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
