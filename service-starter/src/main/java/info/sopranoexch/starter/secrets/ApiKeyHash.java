package info.sopranoexch.starter.secrets;

import java.nio.charset.StandardCharsets;

/** The hash of an API key. Services store and compare only the hash. Keys are random, so that no salt is needed. */
public final class ApiKeyHash {
    private static final int BYTES = 32;

    private ApiKeyHash() {}

    /** Returns the SHA-256 of the whole key in hexadecimal digits. */
    public static String of(String key) {
        return Sha256.hex(key.getBytes(StandardCharsets.UTF_8), BYTES);
    }
}
