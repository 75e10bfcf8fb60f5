package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A payment as payment-service tells it. */
final class PaymentFixture {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    private PaymentFixture() {}

    /** Pending, without an invoice, to be paid within 15 minutes. */
    static PaymentFixture payment(String id) {
        return new PaymentFixture()
                .with("payment_id", id)
                .with("merchant_name", "Чайная лавка «Пуэр»")
                .with("legal_name", "ООО «Чайный дом»")
                .with("support_contact", "help@shop.example")
                .with("amount", 100_000L)
                .with("currency", "RUB")
                .with("description", "Улун, 2 × 100 г, и заварочный чайник")
                .with("order_id", "2417")
                .with("status", "pending")
                .with("held", false)
                .with("expires_at", Instant.now().plusSeconds(15 * 60).toString())
                .with("return_url", "https://shop.example/orders/2417")
                .with("provider_url", null)
                .with("sandbox", false)
                .with("version", 1L);
    }

    PaymentFixture with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    PaymentFixture invoiced() {
        return with("provider_url", "https://pay.paymoon.example/i/inv_1");
    }

    /** Succeeded on 28 November 2026 at 14:05 Moscow time. */
    PaymentFixture paid() {
        return status("success", 3).with("paid_at", "2026-11-28T11:05:00Z");
    }

    PaymentFixture status(String status, long version) {
        return with("status", status).with("version", version);
    }

    String json() {
        byte[] bytes = JsonWriter.object(out -> fields.forEach((name, value) -> {
            switch (value) {
                case null -> out.nothing(name);
                case String text -> out.string(name, text);
                case Boolean yes -> out.bool(name, yes);
                case Long number when name.contains("amount") -> out.amount(name, number, 2);
                case Long number -> out.integer(name, number);
                default -> throw new IllegalArgumentException(name);
            }
        }));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** An id made at that time. */
    static String id(Instant made) {
        var random = new byte[10];
        ThreadLocalRandom.current().nextBytes(random);
        String digits = HexFormat.of().formatHex(random);
        return "pay_" + HexFormat.of().toHexDigits(made.toEpochMilli()).substring(4) + "7" + digits.substring(0, 19);
    }

    static String newId() {
        return id(Instant.now());
    }

    /** As made out of an idempotency key: tells no time. */
    static String derivedId() {
        String id = newId();
        return id.substring(0, 16) + "8" + id.substring(17);
    }
}
