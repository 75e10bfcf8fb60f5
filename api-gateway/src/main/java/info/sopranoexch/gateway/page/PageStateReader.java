package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonBoolean;
import info.sopranoexch.gateway.json.JsonValue.JsonNumber;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.json.JsonValue.JsonString;
import info.sopranoexch.gateway.json.MalformedJsonException;
import info.sopranoexch.gateway.json.StrictJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The payment service's JSON of a page. */
final class PageStateReader {
    private PageStateReader() {}

    static PageState read(byte[] body) {
        try {
            JsonValue json = StrictJson.read(new String(body, StandardCharsets.UTF_8));
            if (json instanceof JsonObject page) {
                return state(page);
            }
            throw new IllegalStateException("payment-service told a page that is no object");
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("payment-service told a page in a form that cannot be read", e);
        }
    }

    private static PageState state(JsonObject page) {
        return new PageState(
                text(page, "payment_id"),
                text(page, "merchant_name"),
                new BigDecimal(number(page, "amount")),
                text(page, "currency"),
                optional(page, "description"),
                text(page, "status"),
                Instant.parse(text(page, "expires_at")),
                link(page, "return_url"),
                link(page, "provider_url"),
                page.get("sandbox") instanceof JsonBoolean(boolean sandbox) && sandbox,
                Long.parseLong(number(page, "version")));
    }

    private static @Nullable String optional(JsonObject page, String name) {
        return page.get(name) instanceof JsonString(String text) && !text.isBlank() ? text : null;
    }

    /** Whatever stands there, a page links to nothing but http and https. */
    private static @Nullable String link(JsonObject page, String name) {
        String url = optional(page, name);
        return url != null && (url.startsWith("https://") || url.startsWith("http://")) ? url : null;
    }

    private static String text(JsonObject page, String name) {
        if (page.get(name) instanceof JsonString(String text)) {
            return text;
        }
        throw new IllegalStateException("payment-service told a page without " + name);
    }

    private static String number(JsonObject page, String name) {
        if (page.get(name) instanceof JsonNumber(String text)) {
            return text;
        }
        throw new IllegalStateException("payment-service told a page without " + name);
    }
}
