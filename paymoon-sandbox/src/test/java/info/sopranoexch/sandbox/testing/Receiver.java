package info.sopranoexch.sandbox.testing;

import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.starter.testing.WebhookReceiver.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** Receives callbacks and checks their signature by docs/contract.md. */
public final class Receiver {
    private final WebhookReceiver receiver = new WebhookReceiver().responding(this::respond);
    private final String secret;
    /** Number of requests that still get the response 500. */
    private final AtomicInteger failing = new AtomicInteger();

    /** A received callback. */
    public record Received(String eventId, boolean genuine, JsonNode body, long atNanos) {}

    public Receiver(String secret) {
        this.secret = secret;
    }

    public String url() {
        return receiver.url("/hook");
    }

    public void failNext(int requests) {
        failing.set(requests);
    }

    /** The callbacks of an invoice. Other tests send bodies that are not JSON. */
    public List<Received> of(String externalId) {
        return receiver.received().stream()
                .filter(callback -> callback.body().contains(externalId))
                .map(callback -> new Received(
                        callback.header("X-Paymoon-Event-Id"), isGenuine(callback), callback.json(), callback.nanos()))
                .filter(one -> one.body().path("external_id").stringValue("").equals(externalId))
                .toList();
    }

    private WebhookReceiver.Response respond(Webhook callback) {
        boolean fails = failing.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        return WebhookReceiver.Response.of(!isGenuine(callback) ? 401 : fails ? 500 : 200);
    }

    private boolean isGenuine(Webhook callback) {
        String prefix = callback.header("X-Paymoon-Event-Id") + "." + callback.header("X-Paymoon-Timestamp") + ".";
        return ("v1=" + hmac(prefix + callback.body())).equals(callback.header("X-Paymoon-Signature"));
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
