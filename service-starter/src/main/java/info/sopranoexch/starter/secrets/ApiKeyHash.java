package info.sopranoexch.starter.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of an API key. Services store and compare only the hash. Keys are random, so that no salt is needed. */
public final class ApiKeyHash {
    private ApiKeyHash() {}

    /** Returns the SHA-256 of the whole key in hexadecimal digits. */
    public static String of(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
