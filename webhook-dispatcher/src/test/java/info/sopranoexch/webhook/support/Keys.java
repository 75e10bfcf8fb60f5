package info.sopranoexch.webhook.support;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** The keyset that payment-service and the dispatcher share, and encryption with it. */
public final class Keys {
    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final KeysetHandle KEYSET = generate();
    private static final KeysetHandle OTHER = generate();

    private Keys() {}

    private static KeysetHandle generate() {
        try {
            AeadConfig.register();
            return KeysetHandle.generateNew(PredefinedAeadParameters.AES128_GCM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String keyset() {
        return encode(KEYSET);
    }

    /** The keyset of another environment. */
    public static String otherKeyset() {
        return encode(OTHER);
    }

    private static String encode(KeysetHandle keyset) {
        try {
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ByteBuffer encrypt(long merchantId, String text) {
        try {
            Aead aead = KEYSET.getPrimitive(RegistryConfiguration.get(), Aead.class);
            return ByteBuffer.wrap(aead.encrypt(
                    text.getBytes(StandardCharsets.UTF_8),
                    ("merchant:" + merchantId).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
