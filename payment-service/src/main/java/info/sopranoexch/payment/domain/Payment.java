package info.sopranoexch.payment.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment with its refunds. Immutable; {@link #toBuilder} makes changed copies.
 *
 * @param version 1 at creation; rises by one with each event, which is a status change or the end of a refund
 * @param onHold whether an operator must review the payment because the amount paid is not the amount requested; merchants
 *     see the status {@code processing}
 * @param paidMinor the amount that the provider reports as paid; 0 if nothing was paid
 * @param paidAt when {@code paidMinor} first became more than 0; null before that
 * @param refundedMinor sum of the succeeded refunds, at most {@code paidMinor}
 * @param nextCheckAt when the next scheduled provider check is due; null if none is needed
 * @param pollCount number of scheduled provider checks since the payment entered its {@link ProviderCheckSchedule}
 */
public record Payment(
        PaymentDetails details,
        PaymentStatus status,
        long version,
        boolean onHold,
        long paidMinor,
        @Nullable Instant paidAt,
        long refundedMinor,
        Invoice invoice,
        List<Refund> refunds,
        @Nullable Instant nextCheckAt,
        int pollCount,
        Instant updatedAt) {

    /** A new payment: pending, version 1, without an invoice. */
    public static Payment created(PaymentDetails details) {
        Instant now = details.createdAt();
        return new Builder(details)
                .nextCheckAt(now.plus(ProviderCheckSchedule.INVOICE.delay(0)))
                .updatedAt(now)
                .build();
    }

    /** The payment as it was at creation: the response to a repeated create request. */
    public Payment asCreated() {
        return created(details);
    }

    public Payment withRefunds(List<Refund> loaded) {
        return toBuilder().refunds(loaded).build();
    }

    public String id() {
        return details.paymentId();
    }

    public String currency() {
        return details.amount().currency();
    }

    /** An amount in the payment's currency. */
    public Money money(long minor) {
        return details.amount().withMinor(minor);
    }

    /** Sum of the pending refunds. */
    public long reservedMinor() {
        return refunds.stream()
                .filter(Refund::isPending)
                .mapToLong(Refund::amountMinor)
                .sum();
    }

    /** Sum of the succeeded and the pending refunds. */
    long returnedMinor() {
        return refundedMinor + reservedMinor();
    }

    /** The maximum amount of another refund. */
    public long refundableMinor() {
        return Math.max(0, paidMinor - returnedMinor());
    }

    /** Whether the payer can still pay in the ordinary way. */
    public boolean isAwaitingPayment() {
        return status.isOpen() && !onHold;
    }

    boolean isExpiredAt(Instant now) {
        return !now.isBefore(details.expiresAt());
    }

    public Builder toBuilder() {
        return new Builder(details)
                .status(status)
                .version(version)
                .onHold(onHold)
                .paidMinor(paidMinor)
                .paidAt(paidAt)
                .refundedMinor(refundedMinor)
                .invoice(invoice)
                .refunds(refunds)
                .nextCheckAt(nextCheckAt)
                .pollCount(pollCount)
                .updatedAt(updatedAt);
    }

    /** Builds payments. The fields start with the values of a new payment. */
    public static final class Builder {
        private final PaymentDetails details;
        private PaymentStatus status = PaymentStatus.PENDING;
        private long version = 1;
        private boolean onHold;
        private long paidMinor;
        private @Nullable Instant paidAt;
        private long refundedMinor;
        private Invoice invoice = Invoice.NONE;
        private List<Refund> refunds = List.of();
        private @Nullable Instant nextCheckAt;
        private int pollCount;
        private Instant updatedAt;

        public Builder(PaymentDetails details) {
            this.details = details;
            this.updatedAt = details.createdAt();
        }

        public Builder status(PaymentStatus value) {
            status = value;
            return this;
        }

        public Builder version(long value) {
            version = value;
            return this;
        }

        public Builder onHold(boolean value) {
            onHold = value;
            return this;
        }

        public Builder paidMinor(long value) {
            paidMinor = value;
            return this;
        }

        public Builder paidAt(@Nullable Instant value) {
            paidAt = value;
            return this;
        }

        public Builder refundedMinor(long value) {
            refundedMinor = value;
            return this;
        }

        public Builder invoice(Invoice value) {
            invoice = value;
            return this;
        }

        public Builder refunds(List<Refund> value) {
            refunds = value;
            return this;
        }

        public Builder nextCheckAt(@Nullable Instant value) {
            nextCheckAt = value;
            return this;
        }

        public Builder pollCount(int value) {
            pollCount = value;
            return this;
        }

        public Builder updatedAt(Instant value) {
            updatedAt = value;
            return this;
        }

        public Payment build() {
            return new Payment(
                    details,
                    status,
                    version,
                    onHold,
                    paidMinor,
                    paidAt,
                    refundedMinor,
                    invoice,
                    refunds,
                    nextCheckAt,
                    pollCount,
                    updatedAt);
        }
    }
}
