package info.sopranoexch.starter.api;

import info.sopranoexch.starter.secrets.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;

/**
 * The opaque cursor of a list: 24 characters for a position and a checksum over list, account and position. A changed cursor, and
 * one of another list or account, is recognized. The checksum needs no secret, because a forged cursor only selects a place in a
 * list that its account may read anyway.
 */
public final class ListCursor {
    private static final int POSITION_BYTES = Long.BYTES;
    private static final int CHECKSUM_BYTES = 10;
    /** No bit of the last character is unused, so each change of the text is a change of the bytes. */
    private static final int BYTES = POSITION_BYTES + CHECKSUM_BYTES;

    private ListCursor() {}

    /** @param list the name of the list, such as {@code events} */
    public static String encode(String list, long accountId, long position) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(position)
                .put(checksum(list, accountId, position))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the position, or empty if {@link #encode} did not return this cursor for the list and the account. */
    public static OptionalLong decode(String list, long accountId, String cursor) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
        if (bytes.length != BYTES) {
            return OptionalLong.empty();
        }
        long position = ByteBuffer.wrap(bytes).getLong();
        byte[] checksum = Arrays.copyOfRange(bytes, POSITION_BYTES, BYTES);
        return MessageDigest.isEqual(checksum, checksum(list, accountId, position))
                ? OptionalLong.of(position)
                : OptionalLong.empty();
    }

    private static byte[] checksum(String list, long accountId, long position) {
        byte[] text = (list + "|" + accountId + "|" + position).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(Sha256.digest().digest(text), CHECKSUM_BYTES);
    }
}
