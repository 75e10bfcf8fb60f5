package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.secrets.RandomSecrets;
import info.sopranoexch.starter.secrets.SecretCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Creates and encrypts the webhook secrets of merchants, and encrypts the extra headers of their endpoints. */
@Component
class MerchantSecrets {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final MerchantStore store;
    private final SecretCipher cipher;
    private final RandomSecrets random;
    private final MerchantProperties properties;

    MerchantSecrets(MerchantStore store, SecretCipher cipher, RandomSecrets random, MerchantProperties properties) {
        this.store = store;
        this.cipher = cipher;
        this.random = random;
        this.properties = properties;
    }

    /** @return the new secret in clear text */
    String create(long merchantId, Instant now) {
        String secret = random.webhookSecret();
        store.addSecret(merchantId, cipher.encrypt(merchantId, secret), now);
        return secret;
    }

    /** Creates a secret and lets the earlier ones end after the overlap. */
    String rotate(long merchantId, Duration overlap, Instant now) {
        store.endSecrets(merchantId, now.plus(overlap), now, properties.maxSecrets() - 1);
        return create(merchantId, now);
    }

    /** @return null for no headers */
    byte @Nullable [] encryptHeaders(long merchantId, Map<String, String> headers) {
        return headers.isEmpty() ? null : cipher.encrypt(merchantId, JSON.writeValueAsString(headers));
    }
}
