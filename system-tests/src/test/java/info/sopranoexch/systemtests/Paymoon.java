package info.sopranoexch.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Calls back as Paymoon does, signature included; written from the contract, not from the adapter. */
final class Paymoon {
    /**
     * @param eventId the same for a duplicate
     * @param version rises with each change of the invoice
     */
    record Callback(String eventId, String paymentId, String status, long version, boolean forged) {}

    private final MerchantClient http;
    private final String secret;

    Paymoon(String secret) {
        this(Stack.shared().apiUrl(), secret);
    }

    /** @param apiUrl of the gateway that it calls */
    Paymoon(String apiUrl, String secret) {
        this.http = new MerchantClient(apiUrl, "none");
        this.secret = secret;
    }

    /** @return the status of the answer */
    int call(Callback callback, String amount) throws IOException, InterruptedException {
        Instant now = Instant.now();
        String paid = callback.status().equals("paid") ? amount : "0.00";
        String body = """
                {"event_id":"%s","type":"invoice.%s","invoice_id":"inv_%s","external_id":"%s","status":"%s",\
                "version":%d,"amount":"%s","paid_amount":"%s","currency":"RUB","occurred_at":"%s"}""".formatted(
                        callback.eventId(),
                        callback.status(),
                        callback.paymentId(),
                        callback.paymentId(),
                        callback.status(),
                        callback.version(),
                        amount,
                        paid,
                        now);
        String timestamp = String.valueOf(now.getEpochSecond());
        String signature =
                hmac(callback.forged() ? "a guess" : secret, callback.eventId() + "." + timestamp + "." + body);
        return http.post(
                        "/webhook/paymoon",
                        body,
                        "X-Paymoon-Event-Id",
                        callback.eventId(),
                        "X-Paymoon-Timestamp",
                        timestamp,
                        "X-Paymoon-Signature",
                        "v1=" + signature)
                .status();
    }

    private static String hmac(String key, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
