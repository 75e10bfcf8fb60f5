package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
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
    private static final int MAX_TEXT = 2_048;

    /** What a request says when all that must be there is there. */
    record Checked(
            String externalId,
            BigDecimal amount,
            String currency,
            @Nullable String description,
            String callbackUrl,
            @Nullable String returnUrl,
            Instant expiresAt) {

        /** Whether it asks for just this invoice: a key that comes again comes with the same body. */
        boolean asks(Invoice invoice) {
            return externalId.equals(invoice.externalId())
                    && amount.compareTo(invoice.amount()) == 0
                    && currency.equals(invoice.currency())
                    && Objects.equals(description, invoice.description())
                    && callbackUrl.equals(invoice.callbackUrl())
                    && Objects.equals(returnUrl, invoice.returnUrl())
                    && expiresAt.equals(invoice.expiresAt());
        }
    }

    Checked check() {
        if (externalId == null || !ID.matcher(externalId).matches()) {
            throw DeclinedException.invalid("external_id: 1 to 64 of A-Z a-z 0-9 _ -");
        }
        if (currency == null) {
            throw DeclinedException.invalid("currency is missing");
        }
        BigDecimal parsed = Amounts.parse(amount, currency);
        if (callbackUrl == null || callbackUrl.length() > MAX_TEXT) {
            throw DeclinedException.invalid("callback_url is missing or too long");
        }
        if (expiresAt == null) {
            throw DeclinedException.invalid("expires_at is missing");
        }
        checkLength(description, "description");
        checkWeb(returnUrl);
        // The database keeps microseconds.
        return new Checked(
                externalId,
                parsed,
                currency,
                description,
                callbackUrl,
                returnUrl,
                expiresAt.truncatedTo(ChronoUnit.MICROS));
    }

    private static void checkLength(@Nullable String text, String field) {
        if (text != null && text.length() > MAX_TEXT) {
            throw DeclinedException.invalid(field + " is too long");
        }
    }

    private static boolean isWeb(String url) {
        try {
            var uri = new URI(url);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static void checkWeb(@Nullable String url) {
        checkLength(url, "return_url");
        if (url != null && !isWeb(url)) {
            throw DeclinedException.invalid("return_url: an http or https address with a host and without a user");
        }
    }
}
