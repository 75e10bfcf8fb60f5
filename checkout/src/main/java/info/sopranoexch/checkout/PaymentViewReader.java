package info.sopranoexch.checkout;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads payment-service's response about a payment. Links that a payer must not be sent to are left out. */
@Component
class PaymentViewReader {
    /** Longer than any amount of ours. */
    private static final int MAX_DIGITS = 40;

    private static final Pattern LINE_BREAKS = Pattern.compile("\\r\\n?");
    private static final Pattern DIRECTION_MARKS = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f&&[^\\n\\t]]");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final LinkRules links;

    PaymentViewReader(LinkRules links) {
        this.links = links;
    }

    /** @throws IllegalArgumentException when a field that the page needs is missing or of another type */
    PaymentView read(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            boolean sandbox = isTrue(json, "sandbox");
            return PaymentViewBuilder.builder()
                    .paymentId(text(json, "payment_id"))
                    .merchant(merchant(json, sandbox))
                    .amount(number(json, "amount"))
                    .currency(text(json, "currency"))
                    .refunded(json.has("refunded_amount") ? number(json, "refunded_amount") : null)
                    .description(optional(json, "description"))
                    .orderId(optional(json, "order_id"))
                    .status(PaymentView.Status.valueOf(text(json, "status").toUpperCase(Locale.ROOT)))
                    .held(isTrue(json, "held"))
                    .moneyReceived(isTrue(json, "money_received"))
                    .expiresAt(time(text(json, "expires_at")))
                    .returnUrl(links.back(optional(json, "return_url"), sandbox))
                    .providerUrl(links.provider(optional(json, "provider_url"), sandbox))
                    .checkingSince(optionalTime(json, "checking_since"))
                    .paidAt(optionalTime(json, "paid_at"))
                    .sandbox(sandbox)
                    .version(number(json, "version").longValueExact())
                    .build();
        } catch (JacksonException | ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private PaymentView.Merchant merchant(JsonNode json, boolean sandbox) {
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

    private static boolean isTrue(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isBoolean() && value.booleanValue();
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static @Nullable Instant optionalTime(JsonNode json, String name) {
        String text = optional(json, name);
        return text == null ? null : time(text);
    }

    private static @Nullable String optional(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() && !value.stringValue().isBlank() ? printable(value.stringValue()) : null;
    }

    /**
     * Leaves out the marks that change the direction of the text around them, so that a name cannot make an amount read
     * backwards. The templates isolate such texts by {@code bdi} and {@code dir="auto"}. Line breaks become line feeds, and
     * other control characters become replacement characters.
     */
    static String printable(String text) {
        String oneKindOfLineBreak = LINE_BREAKS.matcher(text).replaceAll("\n");
        String withoutMarks = DIRECTION_MARKS.matcher(oneKindOfLineBreak).replaceAll("");
        return CONTROLS.matcher(withoutMarks).replaceAll("\ufffd");
    }

    private static String text(JsonNode json, String name) {
        String value = optional(json, name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private static BigDecimal number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("no number: " + name);
        }
        BigDecimal number = value.decimalValue();
        if (number.scale() < 0 || number.precision() > MAX_DIGITS || number.scale() > MAX_DIGITS) {
            throw new IllegalArgumentException("no amount: " + name);
        }
        return number;
    }
}
