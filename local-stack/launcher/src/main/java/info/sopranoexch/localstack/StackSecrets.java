package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.SecretFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Random secrets of a stack, stored in a file that only its owner can read. */
final class StackSecrets {
    static final String ADMIN_KEY = "admin-key";
    static final String PAYMOON_SECRET = "paymoon-webhook-secret";
    static final String INTERNAL_TOKEN = "internal-token";
    static final String KEYSET = "keyset";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> values;
    private final Path file;

    StackSecrets(Path file) {
        this.file = file;
        this.values = new TreeMap<>(SecretFile.readProperties(file));
    }

    synchronized String get(String name) {
        String known = values.get(name);
        if (known == null) {
            known = name.equals(KEYSET) ? keyset() : SecretFile.random();
            values.put(name, known);
            SecretFile.writeProperties(file, values);
        }
        return known;
    }

    /**
     * A Tink keyset with one AES256-GCM key, in base64. The value of the key is a protocol buffer: field 3, 32 bytes.
     */
    private static String keyset() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        byte[] message =
                ByteBuffer.allocate(34).put((byte) 0x1a).put((byte) 32).put(key).array();
        int id = 1 + RANDOM.nextInt(Integer.MAX_VALUE - 1);
        String json = String.format(Locale.ROOT, """
                {"primaryKeyId":%d,"key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey",\
                "value":"%s","keyMaterialType":"SYMMETRIC"},"status":"ENABLED","keyId":%d,"outputPrefixType":"TINK"}]}""", id, Base64.getEncoder().encodeToString(message), id);
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
