package info.sopranoexch.payment.secrets;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Generates secrets and keys that cannot be guessed. */
public final class RandomSecrets {
    private static final int BYTES = 32;
    private static final int ID_BYTES = 12;

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomSecrets() {}

    /** {@code whsec_} and base64 of 32 bytes. Standard Webhooks requires 24 to 64 bytes. */
    public static String webhookSecret() {
        return "whsec_" + Base64.getEncoder().encodeToString(bytes(BYTES));
    }

    /** {@code sk_} and URL-safe base64 of 32 bytes. */
    public static String apiKey() {
        return "sk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(BYTES));
    }

    /** {@code key_} and 24 hexadecimal digits; not a secret. */
    public static String apiKeyId() {
        return "key_" + HexFormat.of().formatHex(bytes(ID_BYTES));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
