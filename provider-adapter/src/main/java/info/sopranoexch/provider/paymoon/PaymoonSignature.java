package info.sopranoexch.provider.paymoon;

import info.sopranoexch.starter.secrets.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Checks {@code v1=<hex HMAC-SHA256(secret, "id.timestamp.rawbody")>} in constant time against every valid secret. */
final class PaymoonSignature {
    private static final String SCHEME = "v1=";
    private static final int HEX_LENGTH = 64;

    private final List<byte[]> secrets;

    PaymoonSignature(List<String> secrets) {
        this.secrets = secrets.stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** @param signature the unchanged header */
    boolean matches(String id, String timestamp, byte[] body, String signature) {
        byte[] given = parse(signature);
        byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        boolean matches = false;
        for (byte[] secret : secrets) {
            // No early exit: the duration must not reveal which secret matches.
            matches |= MessageDigest.isEqual(Sha256.hmac(secret, List.of(prefix, body)), given);
        }
        return matches;
    }

    private static byte[] parse(String signature) {
        if (!signature.startsWith(SCHEME) || signature.length() != SCHEME.length() + HEX_LENGTH) {
            return new byte[0];
        }
        try {
            return HexFormat.of().parseHex(signature, SCHEME.length(), signature.length());
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
