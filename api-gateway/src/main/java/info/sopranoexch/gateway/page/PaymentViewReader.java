package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonBoolean;
import info.sopranoexch.gateway.json.JsonValue.JsonNumber;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.json.JsonValue.JsonString;
import info.sopranoexch.gateway.json.MalformedJsonException;
import info.sopranoexch.gateway.json.StrictJson;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads payment-service's answer. Links that a payer must not be sent to are left out here, once for all. */
@Component
class PaymentViewReader {
    /** Longer than any amount of ours; keeps 1e2000000000 from being written out. */
    private static final int MAX_NUMBER = 40;

    private final LinkRules links;

    PaymentViewReader(LinkRules links) {
        this.links = links;
    }

    /** @throws IllegalArgumentException when a field that the page needs is missing or of another form */
    PaymentView read(byte[] body) {
        try {
            if (!(StrictJson.read(new String(body, StandardCharsets.UTF_8)) instanceof JsonObject json)) {
                throw new IllegalArgumentException("not an object");
            }
            boolean sandbox = isTrue(json, "sandbox");
            return new PaymentView(
                    text(json, "payment_id"),
                    merchant(json, sandbox),
                    number(json, "amount"),
                    text(json, "currency"),
                    json.get("refunded_amount") == null ? null : number(json, "refunded_amount"),
                    optional(json, "description"),
                    optional(json, "order_id"),
                    PaymentView.Status.valueOf(text(json, "status").toUpperCase(Locale.ROOT)),
                    isTrue(json, "held"),
                    isTrue(json, "money_received"),
                    time(text(json, "expires_at")),
                    links.back(optional(json, "return_url"), sandbox),
                    links.provider(optional(json, "provider_url"), sandbox),
                    optionalTime(json, "checking_since"),
                    optionalTime(json, "paid_at"),
                    sandbox,
                    number(json, "version").longValueExact());
        } catch (MalformedJsonException | ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private PaymentView.Merchant merchant(JsonObject json, boolean sandbox) {
        String logo = optional(json, "logo");
        return new PaymentView.Merchant(
                optional(json, "merchant_name"),
                optional(json, "legal_name"),
                support(optional(json, "support_contact"), sandbox),
                logo == null || !Logos.isTag(logo) ? null : logo);
    }

    private @Nullable SupportContact support(@Nullable String contact, boolean sandbox) {
        if (contact == null || !contact.contains("://")) {
            return contact == null ? null : SupportContact.ofAddressOrNumber(contact);
        }
        URI page = links.back(contact, sandbox);
        return page == null ? null : SupportContact.ofPage(page);
    }

    private static boolean isTrue(JsonObject json, String name) {
        return json.get(name) instanceof JsonBoolean(boolean value) && value;
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static @Nullable Instant optionalTime(JsonObject json, String name) {
        String text = optional(json, name);
        return text == null ? null : time(text);
    }

    private static @Nullable String optional(JsonObject json, String name) {
        return json.get(name) instanceof JsonString(String value) && !value.isBlank() ? value : null;
    }

    private static String text(JsonObject json, String name) {
        String value = optional(json, name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private static BigDecimal number(JsonObject json, String name) {
        JsonValue value = json.get(name);
        String digits = switch (value) {
            case JsonNumber(String written) -> written;
            case JsonString(String written) -> written;
            case null, default -> "";
        };
        if (digits.isEmpty() || digits.length() > MAX_NUMBER || !digits.matches("-?[0-9]+([.][0-9]+)?")) {
            throw new IllegalArgumentException("no number: " + name);
        }
        return new BigDecimal(digits);
    }
}
