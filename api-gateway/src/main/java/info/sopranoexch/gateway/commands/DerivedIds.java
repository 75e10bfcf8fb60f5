package info.sopranoexch.gateway.commands;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Ids out of what a request says: the same for the same parts, so that a request that is sent again, to whichever gateway,
 * meets the first one in the same partition and the same row. They are HMACs, since who guesses a merchant's
 * Idempotency-Key must not thereby know where the payer's page is.
 */
@Component
public class DerivedIds {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec current;
    private final List<SecretKeySpec> former;

    DerivedIds(IdSettings settings) {
        List<SecretKeySpec> all = settings.secrets().stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
        this.current = all.getFirst();
        this.former = all.subList(1, all.size());
    }

    /** {@code prefix} and a UUIDv8 out of HMAC-SHA-256, 32 hex digits. */
    public String of(String prefix, String... parts) {
        return derive(current, prefix, parts);
    }

    /** What {@link #of} gave under each secret that was current before, the latest first; mostly empty. */
    public List<String> formerly(String prefix, String... parts) {
        return former.stream().map(secret -> derive(secret, prefix, parts)).toList();
    }

    private static String derive(SecretKeySpec secret, String prefix, String... parts) {
        Mac mac = mac(secret);
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length before it, so that no two lists of parts run into the same bytes.
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            mac.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(mac.doFinal());
        return prefix + Ids.hex(Ids.uuid(hash.getLong(), 8, hash.getLong()));
    }

    private static Mac mac(SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
