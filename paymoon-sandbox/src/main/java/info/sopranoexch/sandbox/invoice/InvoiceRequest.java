package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/invoices}; whatever is missing or wrong is told by {@link #check}. */
record InvoiceRequest(
        @Nullable String externalId,
        @Nullable String amount,
        @Nullable String currency,
        @Nullable String description,
        @Nullable String callbackUrl,
        @Nullable String returnUrl,
        @Nullable Instant expiresAt) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int MAX_TEXT = 2_048;

    /** What a request says when all that must be there is there. */
    record Checked(
            String externalId,
            BigDecimal amount,
            String currency,
            @Nullable String description,
            String callbackUrl,
            @Nullable String returnUrl,
            Instant expiresAt) {}

    Checked check() {
        if (externalId == null || !ID.matcher(externalId).matches()) {
            throw DeclinedException.invalid("external_id: 1 to 64 of A-Z a-z 0-9 _ -");
        }
        if (currency == null || !CURRENCY.matcher(currency).matches()) {
            throw DeclinedException.invalid("currency: three capital letters");
        }
        if (callbackUrl == null || callbackUrl.length() > MAX_TEXT) {
            throw DeclinedException.invalid("callback_url is missing or too long");
        }
        if (expiresAt == null) {
            throw DeclinedException.invalid("expires_at is missing");
        }
        checkLength(description, "description");
        checkWeb(returnUrl);
        return new Checked(
                externalId, Amounts.parse(amount, "amount"), currency, description, callbackUrl, returnUrl, expiresAt);
    }

    private static void checkLength(@Nullable String text, String field) {
        if (text != null && text.length() > MAX_TEXT) {
            throw DeclinedException.invalid(field + " is too long");
        }
    }

    private static void checkWeb(@Nullable String url) {
        checkLength(url, "return_url");
        if (url != null && !url.matches("https?://[^\\s\"'<>]+")) {
            throw DeclinedException.invalid("return_url: a web address");
        }
    }
}
