package info.sopranoexch.gateway.commands;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Ids that the gateway gives. Source: RFC 9562. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION_MASK = 0xf000L;
    private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;

    private Ids() {}

    /** A UUIDv7 in its usual form. */
    public static String uuidV7(long epochMillis) {
        return v7(epochMillis).toString();
    }

    /** {@code pay_} and a UUIDv7, 32 hex digits. Its 74 random bits make the payer's page impossible to guess. */
    public static String payment(long epochMillis) {
        return "pay_" + hex(v7(epochMillis));
    }

    public static String refund(long epochMillis) {
        return "rfd_" + hex(v7(epochMillis));
    }

    /** Hex SHA-256 of the text. */
    public static String fingerprint(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static UUID v7(long epochMillis) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        ByteBuffer bytes = ByteBuffer.wrap(random);
        return uuid(epochMillis << 16 | (bytes.getShort() & 0xffffL), 7, bytes.getLong());
    }

    static UUID uuid(long high, long version, long low) {
        return new UUID(high & ~VERSION_MASK | version << 12, low & ~VARIANT_MASK | 0x8000_0000_0000_0000L);
    }

    static String hex(UUID uuid) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(uuid.getMostSignificantBits()) + hex.toHexDigits(uuid.getLeastSignificantBits());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
