package info.sopranoexch.provider.paymoon;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks {@code v1=<hex HMAC-SHA256(secret, "id.timestamp.rawbody")>} in constant time against every valid secret. */
final class PaymoonSignature {
    private static final String SCHEME = "v1=";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int HEX_LENGTH = 64;

    private final List<SecretKeySpec> secrets;

    PaymoonSignature(List<String> secrets) {
        this.secrets = secrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
    }

    /** @param signature the unchanged header */
    boolean matches(String id, String timestamp, byte[] body, String signature) {
        byte[] given = parse(signature);
        boolean matches = false;
        for (SecretKeySpec secret : secrets) {
            // No early exit: the duration must not reveal which secret matches.
            matches |= MessageDigest.isEqual(hmac(secret, id, timestamp, body), given);
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

    private static byte[] hmac(SecretKeySpec secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }
}
