package info.sopranoexch.webhook.directory;

import info.sopranoexch.schemas.avro.WebhookEndpoint;
import info.sopranoexch.schemas.avro.WebhookSecret;
import info.sopranoexch.starter.secrets.SecretCipher;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Maps a record of the directory to a merchant, with its secrets decrypted. */
@Component
class MerchantMapper {
    private final SecretCipher cipher;
    private final JsonMapper json = JsonMapper.shared();

    MerchantMapper(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** @throws UndecryptableException if the keyset does not decrypt its secrets */
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
            secrets.add(new SigningSecret(open(merchantId, record.getCiphertext()), record.getValidUntil()));
        }
        return List.copyOf(secrets);
    }

    private Map<String, String> headers(long merchantId, @Nullable ByteBuffer ciphertext) {
        if (ciphertext == null) {
            return Map.of();
        }
        return Map.copyOf(json.readValue(open(merchantId, ciphertext), new TypeReference<>() {}));
    }

    private String open(long merchantId, ByteBuffer ciphertext) {
        try {
            return cipher.decrypt(merchantId, bytes(ciphertext));
        } catch (GeneralSecurityException e) {
            throw new UndecryptableException(merchantId, e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
