package info.sopranoexch.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Sends signed callbacks as Paymoon does, independently of the code of provider-adapter. */
final class Paymoon {
    static final String EVENT_ID = "X-Paymoon-Event-Id";
    static final String TIMESTAMP = "X-Paymoon-Timestamp";
    static final String SIGNATURE = "X-Paymoon-Signature";

    /**
     * @param eventId the same for a duplicate
     * @param invoiceId of the sandbox; callbacks of other invoices are quarantined
     * @param version increases with each change of the invoice
     */
    record Callback(String eventId, String paymentId, String invoiceId, String status, long version, boolean forged) {}

    private final String apiUrl;
    private final MerchantClient http;
    private final String secret;

    Paymoon(String secret) {
        this(Stack.shared().apiUrl(), secret);
    }

    /** @param apiUrl of the gateway */
    Paymoon(String apiUrl, String secret) {
        this.apiUrl = apiUrl;
        this.http = new MerchantClient(apiUrl, "none");
        this.secret = secret;
    }

    /** The callback as a request for another HTTP client. */
    HttpRequest request(Callback callback, String amount) {
        String body = body(callback, amount);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(apiUrl + "/webhook/paymoon"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers(callback.eventId(), body).forEach(request::header);
        return request.build();
    }

    private static String body(Callback callback, String amount) {
        return body(callback, amount, callback.status().equals("paid") ? amount : "0.00", null);
    }

    /** @return the status of the response */
    int call(Callback callback, String amount) throws IOException, InterruptedException {
        String body = body(callback, amount);
        String secretOrGuess = callback.forged() ? "a guess" : secret;
        return call(body, headers(secretOrGuess, callback.eventId(), body, Instant.now()));
    }

    /** @return the status of the response */
    int call(ShuffledCallbacks.Call call) throws IOException, InterruptedException {
        String eventId = call.callback().eventId();
        ForgedCallback forgery = call.forgery();
        return call(
                call.body(),
                forgery == null ? headers(eventId, call.body()) : forgery.headers(secret, eventId, call.body()));
    }

    private int call(String body, Map<String, String> headers) throws IOException, InterruptedException {
        String[] pairs = headers.entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
        return http.post("/webhook/paymoon", body, pairs).status();
    }

    /**
     * The body of a callback.
     *
     * @param refund as JSON; null without a refund
     */
    static String body(Callback callback, String amount, String paid, @Nullable String refund) {
        return String.format(
                Locale.ROOT,
                """
                {"event_id":"%s","type":"%s","invoice_id":"%s","external_id":"%s","status":"%s",\
                "version":%d,"amount":"%s","paid_amount":"%s","currency":"RUB","occurred_at":"%s"%s}""",
                callback.eventId(),
                refund == null ? "invoice." + callback.status() : "refund.succeeded",
                callback.invoiceId(),
                callback.paymentId(),
                callback.status(),
                callback.version(),
                amount,
                paid,
                Instant.now(),
                refund == null ? "" : ",\"refund\":" + refund);
    }

    /** The headers of a genuine callback. */
    Map<String, String> headers(String eventId, String body) {
        return headers(secret, eventId, body, Instant.now());
    }

    /** The headers for a body that may not be text. */
    Map<String, String> headers(String eventId, byte[] body) {
        return headers(
                secret,
                eventId,
                new String(body, StandardCharsets.ISO_8859_1),
                Instant.now(),
                StandardCharsets.ISO_8859_1);
    }

    /** The headers of a callback that is signed with the key at that time. */
    static Map<String, String> headers(String key, String eventId, String body, Instant at) {
        return headers(key, eventId, body, at, StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(String key, String eventId, String body, Instant at, Charset charset) {
        String timestamp = String.valueOf(at.getEpochSecond());
        String signature = hmac(key, (eventId + "." + timestamp + "." + body).getBytes(charset));
        return Map.of(EVENT_ID, eventId, TIMESTAMP, timestamp, SIGNATURE, "v1=" + signature);
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
