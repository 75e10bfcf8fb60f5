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
 * @param failureCode null unless it failed; also for one that failed before the code was kept
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

    /** Pending until the provider has said which. */
    public enum Status {
        PENDING,
        SUCCEEDED,
        FAILED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a refund failed. */
    public enum FailureCode {
        /** The provider did not take it on. */
        PROVIDER_REFUSED,
        /** The provider took it on and reported later that it failed. */
        PROVIDER_FAILED;

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

    /** Does not count as a change: {@link #endedAt} stays. */
    Refund identified(String atProvider) {
        return new Refund(
                refundId, paymentId, amountMinor, status, origin, atProvider, failureCode, createdAt, updatedAt);
    }

    /** When it succeeded or failed; null while it is pending. */
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
