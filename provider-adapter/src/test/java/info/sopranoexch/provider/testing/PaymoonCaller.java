package info.sopranoexch.provider.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs callbacks as Paymoon does, by docs/contract.md. Uses no code of the adapter. */
public final class PaymoonCaller {
    public static final String SECRET = "whsec-test-0123456789";
    public static final String OLD_SECRET = "whsec-before-0123456789";

    private PaymoonCaller() {}

    public static Map<String, String> headers(String secret, String eventId, Instant at, byte[] body) {
        return headers(secret, eventId, String.valueOf(at.getEpochSecond()), body);
    }

    /** Signs a callback with any timestamp, also an invalid one. */
    public static Map<String, String> headers(String secret, String eventId, String timestamp, byte[] body) {
        var headers = new HashMap<String, String>();
        headers.put("Authorization", "Bearer " + AdapterFixture.TOKEN);
        headers.put("X-Paymoon-Event-Id", eventId);
        headers.put("X-Paymoon-Timestamp", timestamp);
        headers.put("X-Paymoon-Signature", "v1=" + hmac(secret, eventId + "." + timestamp + ".", body));
        return headers;
    }

    /** The callback of a paid invoice. */
    public static byte[] paid(String eventId, String paymentId, int version) {
        return String.format(Locale.ROOT, """
                {"event_id":"%s","type":"invoice.paid","invoice_id":"inv_7","external_id":"%s","status":"paid",
                "version":%d,"amount":"1000.00","paid_amount":"1000.00","currency":"RUB",
                "occurred_at":"2026-01-02T03:04:05Z","news":{"unknown":true}}""", eventId, paymentId, version).getBytes(StandardCharsets.UTF_8);
    }

    private static String hmac(String secret, String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
