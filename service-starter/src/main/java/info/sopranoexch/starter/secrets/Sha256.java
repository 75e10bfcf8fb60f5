package info.sopranoexch.starter.secrets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 without its checked exception. */
public final class Sha256 {
    private Sha256() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @return the first bytes of the hash in hexadecimal digits */
    public static String hex(byte[] content, int bytes) {
        return HexFormat.of().formatHex(digest().digest(content), 0, bytes);
    }
}
