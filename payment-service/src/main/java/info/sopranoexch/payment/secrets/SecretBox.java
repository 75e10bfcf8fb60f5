package info.sopranoexch.payment.secrets;

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

/** Encrypts a merchant's secrets; what was encrypted for one merchant cannot be passed off as another's. */
@Component
public class SecretBox {
    private final Aead aead;

    /** @throws IllegalStateException when the keyset cannot be read; its text is not told */
    SecretBox(SecretsProperties properties) {
        try {
            AeadConfig.register();
            String json =
                    new String(Base64.getDecoder().decode(properties.keyset().strip()), StandardCharsets.UTF_8);
            KeysetHandle handle = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
            this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("soprano.secrets.keyset is not a Tink AEAD keyset in base64: "
                    + e.getClass().getSimpleName());
        }
    }

    public byte[] encrypt(long merchantId, String secret) {
        try {
            return aead.encrypt(secret.getBytes(StandardCharsets.UTF_8), context(merchantId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt", e);
        }
    }

    /** @throws IllegalStateException when it was encrypted with another key or for another merchant */
    public String decrypt(long merchantId, byte[] ciphertext) {
        try {
            return new String(aead.decrypt(ciphertext, context(merchantId)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot decrypt", e);
        }
    }

    private static byte[] context(long merchantId) {
        return ("merchant:" + merchantId).getBytes(StandardCharsets.UTF_8);
    }
}
