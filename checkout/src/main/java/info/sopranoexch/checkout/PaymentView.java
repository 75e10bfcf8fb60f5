package info.sopranoexch.checkout;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of a payment that a payer may see. {@link PaymentViewReader} creates it.
 *
 * @param amount with the currency's decimals
 * @param refunded the refunded amount; null if payment-service does not send it
 * @param held whether the payment is held for review because another amount arrived
 * @param moneyReceived whether any money arrived, also if the payment failed because of a wrong amount
 * @param returnUrl the merchant's page after payment; null if there is none to which a payer may be sent
 * @param providerUrl the provider's payment page; null while there is no invoice
 * @param checkingSince since when the payer waits for the provider's confirmation; null if no payer is known to wait
 * @param paidAt when the payment succeeded; null before
 * @param version increases by one with each status
 */
@RecordBuilder
record PaymentView(
        String paymentId,
        Merchant merchant,
        BigDecimal amount,
        String currency,
        @Nullable BigDecimal refunded,
        @Nullable String description,
        @Nullable String orderId,
        Status status,
        boolean held,
        boolean moneyReceived,
        Instant expiresAt,
        @Nullable URI returnUrl,
        @Nullable URI providerUrl,
        @Nullable Instant checkingSince,
        @Nullable Instant paidAt,
        boolean sandbox,
        long version) {
    private static final int SHORT_REFERENCE = 8;

    /** The end of the id, which differs most between two payments. */
    String shortReference() {
        return "…" + paymentId.substring(paymentId.length() - SHORT_REFERENCE);
    }

    /**
     * The merchant as payers see it.
     *
     * @param name null if payment-service sends none
     * @param legalName the name in the commercial register
     * @param support for payers' questions; null if the merchant has set none
     * @param logo tag of the logo's content; null if there is none
     */
    record Merchant(
            @Nullable String name,
            @Nullable String legalName,
            @Nullable SupportContact support,
            @Nullable String logo) {}

    /** The statuses of payment-service in upper case. */
    enum Status {
        PENDING,
        PROCESSING,
        SUCCESS,
        FAILED,
        EXPIRED,
        CANCELLED,
        PARTIALLY_REFUNDED,
        REFUNDED
    }
}
