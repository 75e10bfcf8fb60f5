package info.sopranoexch.webhook.directory;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Opens what payment-service sealed for a merchant: Tink AEAD, associated data {@code merchant:<id>}. */
@Component
class SecretBox {
    private final Aead aead;

    SecretBox(SecretsProperties properties) {
        try {
            AeadConfig.register();
            String json = new String(Base64.getDecoder().decode(properties.keyset()), StandardCharsets.UTF_8);
            KeysetHandle keyset = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
            this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "soprano.secrets.keyset is not the base64 of a Tink AEAD keyset in JSON", e);
        }
    }

    /** @throws GeneralSecurityException when it was sealed with another key, or for another merchant */
    String open(long merchantId, byte[] ciphertext) throws GeneralSecurityException {
        byte[] associated = ("merchant:" + merchantId).getBytes(StandardCharsets.UTF_8);
        return new String(aead.decrypt(ciphertext, associated), StandardCharsets.UTF_8);
    }
}
