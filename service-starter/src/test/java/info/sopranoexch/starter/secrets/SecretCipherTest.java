package info.sopranoexch.starter.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretCipherTest {
    private static String keyset() throws GeneralSecurityException {
        AeadConfig.register();
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM), InsecureSecretKeyAccess.get());
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void decryptsSecretOfSameMerchantOnly() throws Exception {
        String keyset = keyset();
        byte[] ciphertext = new SecretCipher(new SecretsProperties(keyset)).encrypt(7, "whsec_1");
        // The dispatcher has another instance with the same keyset; a line break after it is harmless.
        var other = new SecretCipher(new SecretsProperties(keyset + "\n"));

        assertThat(other.decrypt(7, ciphertext)).isEqualTo("whsec_1");
        assertThatThrownBy(() -> other.decrypt(8, ciphertext)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void rejectsSecretOfOtherKeyset() throws Exception {
        byte[] ciphertext = new SecretCipher(new SecretsProperties(keyset())).encrypt(7, "whsec_1");
        var other = new SecretCipher(new SecretsProperties(keyset()));

        assertThatThrownBy(() -> other.decrypt(7, ciphertext)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void rejectsMalformedKeysetWithoutShowingIt() {
        for (String keyset : new String[] {"", "c2VjcmV0", "not base64!"}) {
            assertThatThrownBy(() -> new SecretCipher(new SecretsProperties(keyset)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasNoCause()
                    .hasMessageContaining("SOPRANO_SECRETS_KEYSET");
        }
        assertThat(new SecretsProperties("c2VjcmV0").toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void hashesApiKey() {
        assertThat(ApiKeyHash.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
