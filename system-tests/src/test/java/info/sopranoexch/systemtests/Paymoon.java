package info.sopranoexch.systemtests;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
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
        String secretOrGuess = callback.forged() ? "a guess" : secret;
        String[] headers = headers(callback.eventId(), body, secretOrGuess).entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
        return http.post("/webhook/paymoon", body, headers).status();
    }

    /** What makes a body a genuine callback. */
    Map<String, String> headers(String eventId, String body) {
        return headers(eventId, body, secret);
    }

    /** The same of bytes that may be no text. */
    Map<String, String> headers(String eventId, byte[] body) {
        return headers(eventId, new String(body, StandardCharsets.ISO_8859_1), secret, StandardCharsets.ISO_8859_1);
    }

    private static Map<String, String> headers(String eventId, String body, String key) {
        return headers(eventId, body, key, StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(String eventId, String body, String key, Charset charset) {
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        return Map.of(
                "X-Paymoon-Event-Id",
                eventId,
                "X-Paymoon-Timestamp",
                timestamp,
                "X-Paymoon-Signature",
                "v1=" + hmac(key, (eventId + "." + timestamp + "." + body).getBytes(charset)));
    }

    private static String hmac(String key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
