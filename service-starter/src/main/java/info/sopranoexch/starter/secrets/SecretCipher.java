package info.sopranoexch.starter.secrets;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Encrypts the secrets of merchants. The ciphertext of one merchant cannot be decrypted as that of another. */
public final class SecretCipher {
    private final Aead aead;

    /** @throws IllegalStateException if the keyset cannot be read; the message does not contain it */
    SecretCipher(SecretsProperties properties) {
        try {
            AeadConfig.register();
            String json =
                    new String(Base64.getDecoder().decode(properties.keyset().strip()), StandardCharsets.UTF_8);
            KeysetHandle handle = TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
            this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "soprano.secrets.keyset (SOPRANO_SECRETS_KEYSET) is not a Tink AEAD keyset in base64: "
                            + e.getClass().getSimpleName());
        }
    }

    public byte[] encrypt(long merchantId, String secret) {
        try {
            return aead.encrypt(secret.getBytes(StandardCharsets.UTF_8), associatedData(merchantId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt a secret", e);
        }
    }

    /** @throws GeneralSecurityException if the secret was encrypted with another keyset or for another merchant */
    public String decrypt(long merchantId, byte[] ciphertext) throws GeneralSecurityException {
        return new String(aead.decrypt(ciphertext, associatedData(merchantId)), StandardCharsets.UTF_8);
    }

    private static byte[] associatedData(long merchantId) {
        return ("merchant:" + merchantId).getBytes(StandardCharsets.UTF_8);
    }
}
