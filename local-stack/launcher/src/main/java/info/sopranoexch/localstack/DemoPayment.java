package info.sopranoexch.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.ApiClient;
import java.time.Duration;
import java.util.Locale;

/** Creates a merchant and a payment, pays it, and receives its webhook. Each step is checked. */
final class DemoPayment {
    private static final Duration WEBHOOK_LIMIT = Duration.ofSeconds(20);
    private static final int CREATED = 201;
    private static final int OK = 200;

    private DemoPayment() {}

    /** @throws IllegalStateException if a step fails */
    static void run(String apiUrl, String apiKey, String sandboxUrl, Progress progress) {
        try (var receiver = new DemoWebhookReceiver();
                var api = new ApiClient(apiUrl, "X-API-Key", apiKey);
                var sandbox = new ApiClient(sandboxUrl, "X-Demo", "1")) {
            JsonNode merchant = progress.step(
                    "merchant with a webhook",
                    () -> api.postRepeatedly(
                            "/merchant/create", String.format(Locale.ROOT, """
                    {"name": "Demo shop", "webhook_url": "%s"}""", receiver.url()), CREATED));
            String secret = merchant.path("webhook_secret").asText();

            JsonNode payment = progress.step(
                    "payment created",
                    () -> api.postIdempotent(
                            "/payment/create",
                            String.format(Locale.ROOT, """
                    {"merchant_id": %d, "amount": 1000.00, "currency": "RUB", "description": "Payment for order #12345"}""", merchant.path("id").asLong()),
                            CREATED));
            progress.logLines(payment);
            expect("status", "pending", payment.path("status").asText());
            String id = payment.path("payment_id").asText();

            progress.step(
                    "paid in the sandbox",
                    () -> sandbox.postRepeatedly("/control/invoices/by-external-id/" + id + "/pay", """
                            {"outcome": "paid"}""", OK));

            DemoWebhookReceiver.Webhook webhook =
                    progress.step("webhook received", () -> receiver.await(id, "success", WEBHOOK_LIMIT));
            progress.logLines(webhook);
            if (!webhook.hasValidSignature(secret)) {
                throw new IllegalStateException("X-Webhook-Secret or webhook-signature is invalid");
            }
            progress.log("X-Webhook-Secret and signature are valid");

            JsonNode paid = progress.step("payment read", () -> api.get("/payment/" + id));
            expect("status", "success", paid.path("status").asText());
            progress.log("payment " + id + " is paid, and its merchant was notified");
        }
    }

    private static void expect(String what, String wanted, String found) {
        if (!wanted.equals(found)) {
            throw new IllegalStateException(what + " is " + found + ", not " + wanted);
        }
    }
}
