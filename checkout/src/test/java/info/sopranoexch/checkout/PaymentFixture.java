package info.sopranoexch.checkout;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/** The response of payment-service about a payment. */
public final class PaymentFixture {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    private PaymentFixture() {}

    /** Pending, without an invoice, to be paid within 15 minutes. */
    public static PaymentFixture payment(String id) {
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

    /** @param value an amount is a {@code Long} in minor units */
    public PaymentFixture with(String name, Object value) {
        fields.put(name, value instanceof Long minor && name.contains("amount") ? BigDecimal.valueOf(minor, 2) : value);
        return this;
    }

    public PaymentFixture invoiced() {
        return with("provider_url", "https://pay.paymoon.example/i/inv_1");
    }

    /** Succeeded on 28 November 2026 at 14:05 Moscow time. */
    public PaymentFixture paid() {
        return status("success", 3).with("paid_at", "2026-11-28T11:05:00Z");
    }

    public PaymentFixture status(String status, long version) {
        return with("status", status).with("version", version);
    }

    public String json() {
        return JsonMapper.shared().writeValueAsString(fields);
    }

    /** An id made at that time. */
    public static String id(Instant made) {
        var random = new byte[10];
        ThreadLocalRandom.current().nextBytes(random);
        String digits = HexFormat.of().formatHex(random);
        return "pay_" + HexFormat.of().toHexDigits(made.toEpochMilli()).substring(4) + "7" + digits.substring(0, 19);
    }

    public static String newId() {
        return id(Instant.now());
    }

    /** As made out of an idempotency key: tells no time. */
    public static String derivedId() {
        String id = newId();
        return id.substring(0, 16) + "8" + id.substring(17);
    }
}
