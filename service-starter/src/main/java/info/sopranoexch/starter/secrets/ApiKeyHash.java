package info.sopranoexch.starter.secrets;

/** The hash of an API key. Services store and compare only the hash. Keys are random, so that no salt is needed. */
public final class ApiKeyHash {
    private ApiKeyHash() {}

    /** Returns the SHA-256 of the whole key in hexadecimal digits. */
    public static String of(String key) {
        return Sha256.hex(key);
    }
}
