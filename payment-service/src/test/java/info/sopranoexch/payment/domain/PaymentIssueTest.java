package info.sopranoexch.payment.domain;

import static info.sopranoexch.payment.domain.Payments.AFTER_END;
import static info.sopranoexch.payment.domain.Payments.AMOUNT;
import static info.sopranoexch.payment.domain.Payments.START;
import static info.sopranoexch.payment.domain.Payments.after;
import static info.sopranoexch.payment.domain.Payments.paid;
import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.PaymentIssue.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentIssueTest {
    private static final Payment UNDERPAID = after(Payments.withInvoice(), paid(38_510, 2));

    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void hasNoIssueIfPaidAsRequested(PaymentStatus status) {
        assertThat(PaymentIssue.of(Payments.in(status))).isNull();
    }

    @Test
    void explainsUnderpaidPaymentOnHold() {
        assertThat(PaymentIssue.of(UNDERPAID))
                .isEqualTo(new PaymentIssue(
                        Code.UNDERPAID,
                        "The payer paid 385.10 RUB of the 1000.00 RUB requested. The payment stays in processing until an"
                                + " operator accepts it, refunds it or marks it as failed."));
    }

    /** Regression: a payment of 7702.00 succeeded, and a refund above 3851.00 was rejected without a visible reason. */
    @Test
    void explainsAcceptedUnderpaidPayment() {
        Payment accepted = settled(UNDERPAID, ReviewRule.Action.ACCEPT);

        assertThat(accepted.status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(PaymentIssue.of(accepted))
                .isEqualTo(new PaymentIssue(
                        Code.UNDERPAID,
                        "The payer paid 385.10 RUB of the 1000.00 RUB requested. The payment was accepted; refunds are"
                                + " limited to the amount paid."));
        assertThat(RefundRule.refundableMinor(accepted)).isEqualTo(38_510);
        assertThat(RefundRule.decide(accepted, "rfd_1", 38_511L, START))
                .isEqualTo(new Decision.Rejected(
                        "refund_exceeds_paid",
                        "At most 385.10 RUB can be refunded: the payer paid 385.10 RUB, and 0.00 RUB of it is refunded"
                                + " or being refunded."));
        assertThat(RefundRule.decide(accepted, "rfd_1", 38_510L, START)).isInstanceOf(Decision.Applied.class);
    }

    @Test
    void explainsOverpaidPayment() {
        Payment held = after(Payments.withInvoice(), paid(AMOUNT + 100, 2));

        assertThat(PaymentIssue.of(held)).extracting(PaymentIssue::code).isEqualTo(Code.OVERPAID);
        assertThat(PaymentIssue.of(held).message())
                .startsWith("The payer paid 1001.00 RUB, more than the 1000.00 RUB requested.");
    }

    @Test
    void explainsPaymentInOtherCurrency() {
        ProviderReport usd = paid(AMOUNT, 2).withCurrency("USD");

        assertThat(PaymentIssue.of(after(Payments.withInvoice(), usd)).message())
                .startsWith("The payer paid in a currency other than RUB. The payment stays in processing");
    }

    @Test
    void explainsRefundOfLateMoney() {
        Decision late = Payments.apply(Payments.expired(), paid(AMOUNT, 2), LateSuccessPolicy.REFUND, AFTER_END);

        assertThat(PaymentIssue.of(Payments.payment(late)))
                .isEqualTo(new PaymentIssue(
                        Code.PAID_LATE,
                        "The payer paid 1000.00 RUB after the payment had ended. The payment did not succeed; its refunds"
                                + " show what was paid back."));
    }

    @Test
    void refundsNothingBeforeSuccess() {
        assertThat(RefundRule.refundableMinor(UNDERPAID)).isZero();
        assertThat(RefundRule.refundableMinor(Payments.success())).isEqualTo(AMOUNT);
        assertThat(RefundRule.refundableMinor(Payments.in(PaymentStatus.PARTIALLY_REFUNDED)))
                .isEqualTo(AMOUNT - 40_000);
    }

    @Test
    void keepsTimeOfFirstPayment() {
        Payment first = after(Payments.withInvoice(), paid(38_510, 2), START.plusSeconds(60));
        Payment more = after(first, paid(AMOUNT, 3), START.plusSeconds(120));

        assertThat(Payments.withInvoice().paidAt()).isNull();
        assertThat(more.paidAt()).isEqualTo(START.plusSeconds(60));
    }

    private static Payment settled(Payment held, ReviewRule.Action verdict) {
        return Payments.payment(ReviewRule.decide(held, verdict, "operator", START));
    }
}
