package info.sopranoexch.payment.merchants;

import info.sopranoexch.starter.secrets.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's logo: a PNG of at most 32 KiB and 1024 by 1024 pixels. Only PNG is accepted, because the size in pixels is at
 * a fixed position in the file. That size determines the memory that the payer's browser needs.
 *
 * @param tag hexadecimal hash of the content
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
record Logo(String tag, byte[] content) {
    static final int MAX_BYTES = 32 * 1024;
    static final int MAX_PIXELS = 1_024;

    private static final String DATA_URL = "data:image/png;base64,";
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452");
    private static final int TAG_BYTES = 16;

    /** @return null if the text is not a data URL of a PNG within the limits */
    static @Nullable Logo parse(String dataUrl) {
        if (!dataUrl.startsWith(DATA_URL)) {
            return null;
        }
        byte[] content;
        try {
            content = Base64.getDecoder().decode(dataUrl.substring(DATA_URL.length()));
        } catch (IllegalArgumentException e) {
            return null;
        }
        return content.length <= MAX_BYTES && isSmallPng(content)
                ? new Logo(Sha256.hex(content, TAG_BYTES), content)
                : null;
    }

    private static boolean isSmallPng(byte[] content) {
        int sizes = SIGNATURE.length + 2 * Integer.BYTES;
        if (content.length < sizes || !Arrays.equals(content, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            return false;
        }
        ByteBuffer size = ByteBuffer.wrap(content, SIGNATURE.length, 2 * Integer.BYTES);
        int width = size.getInt();
        int height = size.getInt();
        return isSide(width) && isSide(height);
    }

    private static boolean isSide(int pixels) {
        return pixels > 0 && pixels <= MAX_PIXELS;
    }
}
