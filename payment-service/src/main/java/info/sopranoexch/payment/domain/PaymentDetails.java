package info.sopranoexch.payment.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a payment that are set at creation and never change.
 *
 * @param paymentId {@code pay_...}, assigned by the gateway
 * @param id from this service's own sequence, 1 and up
 * @param amount the requested amount, more than zero
 * @param expiresAt when the payment expires if it is not paid
 */
@RecordBuilder
public record PaymentDetails(
        String paymentId,
        long id,
        long accountId,
        long merchantId,
        Money amount,
        @Nullable String description,
        @Nullable String orderId,
        Map<String, String> metadata,
        @Nullable String returnUrl,
        boolean sandbox,
        Instant createdAt,
        Instant expiresAt) {

    private static final Pattern PAYMENT_ID = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final String PREFIX = "pay_";

    /** Whether a text can be a payment id. Other texts need no query, and PostgreSQL refuses some of them. */
    public static boolean isPaymentId(String text) {
        return PAYMENT_ID.matcher(text).matches();
    }

    /** @return the id of the event that gave the payment this version */
    public static String eventId(String paymentId, long version) {
        return "evt_" + withoutPrefix(paymentId) + "_" + version;
    }

    /** @return the payment id without {@code pay_}, as a part of other ids */
    static String withoutPrefix(String paymentId) {
        return paymentId.startsWith(PREFIX) ? paymentId.substring(PREFIX.length()) : paymentId;
    }
}
