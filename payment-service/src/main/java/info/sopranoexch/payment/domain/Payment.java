package info.sopranoexch.payment.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment with its refunds.
 *
 * @param version 1 at creation, rises by one with each event: a status told, or the end of a refund
 * @param review held: the money that came is not what was asked for; told to the merchant as processing
 * @param paidMinor what the provider says was paid, 0 for nothing yet
 * @param paidAt when {@code paidMinor} first became more than 0; null before that, and if that was before the time was kept
 * @param refundedMinor sum of the refunds that succeeded, at most {@code paidMinor}
 * @param nextCheckAt when the provider must be asked about it (again); null when nothing is owed
 * @param checks how often it has been asked in this {@link Phase}
 */
public record Payment(
        Terms terms,
        PaymentStatus status,
        long version,
        boolean review,
        long paidMinor,
        @Nullable Instant paidAt,
        long refundedMinor,
        Invoice invoice,
        List<Refund> refunds,
        @Nullable Instant nextCheckAt,
        int checks,
        Instant updatedAt) {

    /** A new one: pending, version 1, its invoice owed by the provider. */
    public static Payment created(Terms terms) {
        Instant now = terms.createdAt();
        return new Payment(
                terms,
                PaymentStatus.PENDING,
                1,
                false,
                0,
                null,
                0,
                Invoice.NONE,
                List.of(),
                now.plus(Phase.INVOICE.delay(0)),
                0,
                now);
    }

    /** The payment as it stood when it was created: what a repeated create is answered with. */
    public Payment asCreated() {
        return created(terms);
    }

    /** The same payment with other refunds: they are loaded apart from it. */
    public Payment withRefunds(List<Refund> loaded) {
        return new Payment(
                terms,
                status,
                version,
                review,
                paidMinor,
                paidAt,
                refundedMinor,
                invoice,
                loaded,
                nextCheckAt,
                checks,
                updatedAt);
    }

    public String id() {
        return terms.paymentId();
    }

    /** Sum of the refunds that are under way. */
    public long reservedMinor() {
        return refunds.stream()
                .filter(Refund::isPending)
                .mapToLong(Refund::amountMinor)
                .sum();
    }

    /** What went back to the payer, or is on its way. */
    long returnedMinor() {
        return refundedMinor + reservedMinor();
    }

    /** What a further refund may take at most. */
    public long refundableMinor() {
        return Math.max(0, paidMinor - returnedMinor());
    }

    /** Waits for money that can still come in the ordinary way. */
    public boolean isAwaiting() {
        return status.isOpen() && !review;
    }

    boolean isExpiredAt(Instant now) {
        return !now.isBefore(terms.expiresAt());
    }
}
