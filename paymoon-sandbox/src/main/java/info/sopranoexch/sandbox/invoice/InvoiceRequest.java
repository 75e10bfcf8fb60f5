package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/invoices}. {@link #toInvoice} rejects missing and invalid fields. */
record InvoiceRequest(
        @Nullable String externalId,
        @Nullable String amount,
        @Nullable String currency,
        @Nullable String description,
        @Nullable String callbackUrl,
        @Nullable String returnUrl,
        @Nullable Instant expiresAt) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_TEXT = 2_048;

    /**
     * Returns the new invoice.
     *
     * @throws ApiException 422 for a missing or invalid field
     */
    Invoice toInvoice(Instant now) {
        if (externalId == null || !ID.matcher(externalId).matches()) {
            throw ApiException.invalid("external_id: 1 to 64 of A-Z a-z 0-9 _ -");
        }
        if (currency == null) {
            throw ApiException.invalid("currency is missing");
        }
        BigDecimal parsed = Amounts.parse(amount, currency);
        if (callbackUrl == null || callbackUrl.length() > MAX_TEXT) {
            throw ApiException.invalid("callback_url is missing or too long");
        }
        if (expiresAt == null) {
            throw ApiException.invalid("expires_at is missing");
        }
        requireLength(description, "description");
        requireWebUrl(returnUrl);
        BigDecimal zero = BigDecimal.ZERO.setScale(parsed.scale());
        return new Invoice(
                "inv_" + UUID.randomUUID().toString().replace("-", ""),
                externalId,
                parsed,
                currency,
                description,
                callbackUrl,
                returnUrl,
                InvoiceStatus.CREATED,
                1,
                zero,
                zero,
                // The database stores microseconds.
                expiresAt.truncatedTo(ChronoUnit.MICROS),
                now,
                now);
    }

    private static void requireLength(@Nullable String text, String field) {
        if (text != null && text.length() > MAX_TEXT) {
            throw ApiException.invalid(field + " is too long");
        }
    }

    private static boolean isWebUrl(String url) {
        try {
            var uri = new URI(url);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static void requireWebUrl(@Nullable String url) {
        requireLength(url, "return_url");
        if (url != null && !isWebUrl(url)) {
            throw ApiException.invalid("return_url: an http or https address with a host and without a user");
        }
    }
}
