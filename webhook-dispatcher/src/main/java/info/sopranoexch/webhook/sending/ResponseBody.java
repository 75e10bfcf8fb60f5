package info.sopranoexch.webhook.sending;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a response up to a limit and keeps an excerpt without secrets. Decompression stops at the end of the excerpt, which
 * makes compression bombs harmless.
 *
 * @param complete true if the body ended within the limit, so that the connection can be reused
 */
record ResponseBody(@Nullable String excerpt, boolean complete) {
    /** Characters that are read beyond the excerpt, so that a secret that crosses its end is recognized. */
    private static final int OVERLAP = 512;

    /**
     * @param confidential values that the excerpt must not contain
     * @throws IOException if the receiver closes the connection before the announced end
     */
    static ResponseBody read(@Nullable HttpEntity entity, int maxBytes, int maxExcerpt, Set<String> confidential)
            throws IOException {
        if (entity == null) {
            return new ResponseBody(null, true);
        }
        InputStream content = entity.getContent();
        byte[] raw = content.readNBytes(maxBytes);
        boolean complete = raw.length < maxBytes || content.read() < 0;
        String excerpt = raw.length == 0 ? null : excerpt(raw, entity.getContentEncoding(), maxExcerpt, confidential);
        return new ResponseBody(excerpt, complete);
    }

    private static @Nullable String excerpt(
            byte[] raw, @Nullable String encoding, int maxExcerpt, Set<String> confidential) {
        // A character is four bytes of UTF-8 at most.
        try (InputStream decoded = decoded(raw, encoding)) {
            int length = maxExcerpt + OVERLAP;
            String text = text(decoded.readNBytes(4 * length), length);
            String redacted = new ResponseRedaction(confidential).redact(text);
            return redacted.substring(0, Math.min(redacted.length(), maxExcerpt));
        } catch (IOException e) {
            return null; // a broken encoding does not make the attempt fail
        }
    }

    private static InputStream decoded(byte[] raw, @Nullable String encoding) throws IOException {
        InputStream bytes = new ByteArrayInputStream(raw);
        return switch (encoding == null ? "" : encoding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> new GZIPInputStream(bytes);
            case "deflate" -> new InflaterInputStream(bytes);
            default -> bytes;
        };
    }

    private static String text(byte[] bytes, int maxLength) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        StringBuilder kept = new StringBuilder(Math.min(text.length(), maxLength));
        for (int i = 0; i < text.length() && kept.length() < maxLength; i++) {
            char c = text.charAt(i);
            boolean printable = c == '\n' || c == '\t' || (!Character.isISOControl(c) && !Character.isSurrogate(c));
            kept.append(printable ? c : '\ufffd');
        }
        return kept.toString();
    }
}
