package info.sopranoexch.gateway.commands;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** Creates UUIDs of the versions that the JDK does not create. Source: RFC 9562. */
public final class Uuids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION_MASK = 0xf000L;
    private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private Uuids() {}

    /** Creates a UUIDv7: 48 bits of the time and 74 random bits. */
    public static UUID v7(long epochMillis) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        ByteBuffer bytes = ByteBuffer.wrap(random);
        return uuid(epochMillis << 16 | (bytes.getShort() & 0xffffL), 7, bytes.getLong());
    }

    /** Creates a UUIDv8 from the first 16 bytes of a hash. */
    public static UUID v8(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return uuid(bytes.getLong(), 8, bytes.getLong());
    }

    /** Returns 32 hex digits. */
    public static String hex(UUID uuid) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(uuid.getMostSignificantBits()) + hex.toHexDigits(uuid.getLeastSignificantBits());
    }

    private static UUID uuid(long high, long version, long low) {
        return new UUID(high & ~VERSION_MASK | version << 12, low & ~VARIANT_MASK | VARIANT);
    }
}
