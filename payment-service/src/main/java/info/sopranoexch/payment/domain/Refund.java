package info.sopranoexch.payment.domain;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way back to the payer.
 *
 * @param refundId {@code rfd_...}; also the idempotency key at the provider
 * @param amountMinor minor units of the payment's currency, more than zero
 * @param providerRefundId the provider's id, unique per provider; null until the provider has named it
 */
public record Refund(
        String refundId,
        String paymentId,
        long amountMinor,
        Status status,
        Origin origin,
        @Nullable String providerRefundId,
        Instant createdAt,
        Instant updatedAt) {

    /** Pending until the provider has said which. */
    public enum Status {
        PENDING,
        SUCCEEDED,
        FAILED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who wanted it. */
    public enum Origin {
        MERCHANT,
        LATE_SUCCESS,
        REVIEW,
        PROVIDER;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isPending() {
        return status == Status.PENDING;
    }

    /** Whether its id at the provider is known. */
    boolean isIdentified() {
        return providerRefundId != null;
    }

    Refund identified(String atProvider, Instant now) {
        return new Refund(refundId, paymentId, amountMinor, status, origin, atProvider, createdAt, now);
    }

    Refund settled(Status outcome, @Nullable String atProvider, Instant now) {
        String known = atProvider == null ? providerRefundId : atProvider;
        return new Refund(refundId, paymentId, amountMinor, outcome, origin, known, createdAt, now);
    }
}
