package info.sopranoexch.payment.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment with its refunds. Immutable; {@link #with()} makes changed copies.
 *
 * @param version 1 at creation; rises by one with each event, which is a status change or the end of a refund
 * @param onHold whether an operator must review the payment because the amount paid is not the amount requested; merchants
 *     see the status {@code processing}
 * @param paidMinor the amount that the provider reports as paid; 0 if nothing was paid
 * @param paidAt when {@code paidMinor} first became more than 0; null before that
 * @param refundedMinor sum of the succeeded refunds, at most {@code paidMinor}
 * @param payerSent whether the payer was sent to the provider's page
 * @param nextCheckAt when the next scheduled provider check is due; null if none is needed
 * @param pollCount number of scheduled provider checks since the payment entered its {@link ProviderCheckSchedule}
 */
@RecordBuilder
public record Payment(
        PaymentDetails details,
        PaymentStatus status,
        long version,
        boolean onHold,
        long paidMinor,
        @Nullable Instant paidAt,
        long refundedMinor,
        Invoice invoice,
        boolean payerSent,
        List<Refund> refunds,
        @Nullable Instant nextCheckAt,
        int pollCount,
        Instant updatedAt)
        implements PaymentBuilder.With {

    /** A new payment: pending, version 1, without an invoice. */
    public static Payment created(PaymentDetails details) {
        Instant now = details.createdAt();
        Payment payment = PaymentBuilder.builder()
                .details(details)
                .status(PaymentStatus.PENDING)
                .version(1)
                .invoice(Invoice.NONE)
                .refunds(List.of())
                .updatedAt(now)
                .build();
        return payment.with()
                .nextCheckAt(ProviderCheckSchedule.INVOICE.next(payment, 0, now))
                .build();
    }

    /** The payment as it was at creation: the response to a repeated create request. */
    public Payment asCreated() {
        return created(details);
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
}
