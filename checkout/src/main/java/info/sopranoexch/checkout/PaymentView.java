package info.sopranoexch.checkout;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a payer may see of a payment.
 *
 * @param amount with the currency's decimals
 * @param refunded what went back to the payer; null when payment-service does not say
 * @param held the money that came is not what was asked for, and a person decides about it
 * @param moneyReceived whether any money came, also if the payment has failed because it was not what was asked for
 * @param returnUrl back to the merchant; null when there is none that a payer may be sent to
 * @param providerUrl where to pay; null while there is no invoice
 * @param checkingSince since when the payer waits for the provider's confirmation; null if the payer has not paid yet, as
 *     far as is known
 * @param paidAt when the payment succeeded; null before
 * @param version rises by one with each status
 */
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

    /**
     * Who is paid.
     *
     * @param name null when payment-service has none to tell
     * @param legalName as it stands in the commercial register
     * @param support for payers' questions; null if the merchant has given none
     * @param logo tag of the logo's content; null if there is none
     */
    record Merchant(
            @Nullable String name,
            @Nullable String legalName,
            @Nullable SupportContact support,
            @Nullable String logo) {}

    /** As payment-service names them, in capitals. */
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
