package info.sopranoexch.payment.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund of a payment.
 *
 * @param refundId {@code rfd_...}; also the idempotency key at the provider
 * @param amountMinor minor units of the payment's currency, more than zero
 * @param providerRefundId the provider's id, unique per provider; null until it is known
 * @param failureCode null unless the refund failed
 */
public record Refund(
        String refundId,
        String paymentId,
        long amountMinor,
        Status status,
        Origin origin,
        @Nullable String providerRefundId,
        @Nullable FailureCode failureCode,
        Instant createdAt,
        Instant updatedAt) {

    /** Pending until the provider reports the end. */
    public enum Status implements HasCode {
        PENDING,
        SUCCEEDED,
        FAILED;
    }

    /** Why a refund failed. */
    public enum FailureCode implements HasCode {
        /** The provider did not accept the refund. */
        PROVIDER_REFUSED,
        /** The provider accepted the refund and reported its failure later. */
        PROVIDER_FAILED;
    }

    /** Who started the refund. */
    public enum Origin implements HasCode {
        MERCHANT,
        LATE_SUCCESS,
        REVIEW,
        PROVIDER;
    }

    /** A new refund. */
    static Refund pending(
            String refundId,
            String paymentId,
            long amountMinor,
            Origin origin,
            @Nullable String providerRefundId,
            Instant now) {
        return new Refund(refundId, paymentId, amountMinor, Status.PENDING, origin, providerRefundId, null, now, now);
    }

    /** @return the id of a refund that no merchant requested */
    static String id(String paymentId, String name) {
        return "rfd_" + PaymentDetails.withoutPrefix(paymentId) + "_" + name;
    }

    public boolean isPending() {
        return status == Status.PENDING;
    }

    /** Whether the provider's id is known. */
    boolean isIdentified() {
        return providerRefundId != null;
    }

    /** Sets the provider's id; {@code updatedAt} and with it {@link #endedAt} stay. */
    Refund identified(String atProvider) {
        return new Refund(
                refundId, paymentId, amountMinor, status, origin, atProvider, failureCode, createdAt, updatedAt);
    }

    /** @return null while the refund is pending */
    public @Nullable Instant endedAt() {
        return isPending() ? null : updatedAt;
    }

    Refund succeeded(@Nullable String atProvider, Instant now) {
        return ended(Status.SUCCEEDED, null, atProvider, now);
    }

    Refund failed(FailureCode code, @Nullable String atProvider, Instant now) {
        return ended(Status.FAILED, code, atProvider, now);
    }

    private Refund ended(Status outcome, @Nullable FailureCode code, @Nullable String atProvider, Instant now) {
        String known = atProvider == null ? providerRefundId : atProvider;
        return new Refund(refundId, paymentId, amountMinor, outcome, origin, known, code, createdAt, now);
    }
}
