package info.sopranoexch.provider.paymoon;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Paymoon's wire format: one record for each JSON object, with its fields in snake case. Amounts are decimal strings. */
final class PaymoonMessages {
    private PaymoonMessages() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CreateInvoice(
            String externalId,
            String amount,
            String currency,
            @Nullable String description,
            URI callbackUrl,
            URI returnUrl,
            Instant expiresAt) {}

    record CreateRefund(String externalRefundId, String amount) {}

    /** An invoice in a response or a callback. Every field may be missing in a malformed message. */
    record Invoice(
            @Nullable String invoiceId,
            @Nullable String externalId,
            @Nullable String status,
            @Nullable Long version,
            @Nullable String amount,
            @Nullable String paidAmount,
            @Nullable String currency,
            @Nullable String paymentUrl,
            @Nullable String occurredAt,
            @Nullable Refund refund) {}

    record Refund(
            @Nullable String refundId,
            @Nullable String externalRefundId,
            @Nullable String amount,
            @Nullable String status) {}

    /** The fields of a callback that are necessary to store it. */
    record CallbackIds(@Nullable String eventId, @Nullable String externalId) {}

    record Error(@Nullable String code) {}
}
