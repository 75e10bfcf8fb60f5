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
    void paymentsAsRequestedHaveNone(PaymentStatus status) {
        assertThat(PaymentIssue.of(Payments.in(status))).isNull();
    }

    @Test
    void anUnderpaidPaymentSaysThatItIsHeld() {
        assertThat(PaymentIssue.of(UNDERPAID))
                .isEqualTo(new PaymentIssue(
                        Code.UNDERPAID,
                        "The payer paid 385.10 RUB of the 1000.00 RUB requested. The payment stays in processing until an"
                                + " operator accepts it, refunds it or marks it as failed."));
    }

    /** Issue 14, entry 41: success of 7702.00, and a refund of more than 3851.00 refused without a reason to be seen. */
    @Test
    void anUnderpaidPaymentThatWasAcceptedIsRefundableUpToWhatWasPaid() {
        Payment accepted = settled(UNDERPAID, SettleReview.Verdict.ACCEPT);

        assertThat(accepted.status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(PaymentIssue.of(accepted))
                .isEqualTo(new PaymentIssue(
                        Code.UNDERPAID,
                        "The payer paid 385.10 RUB of the 1000.00 RUB requested. The payment was accepted; refunds are"
                                + " limited to the amount paid."));
        assertThat(RefundPayment.refundableMinor(accepted)).isEqualTo(38_510);
        assertThat(RefundPayment.decide(accepted, "rfd_1", 38_511L, START))
                .isEqualTo(new Decision.Refused(
                        "refund_exceeds_paid",
                        "At most 385.10 RUB can be refunded: the payer paid 385.10 RUB, and 0.00 RUB of it is refunded"
                                + " or being refunded."));
        assertThat(RefundPayment.decide(accepted, "rfd_1", 38_510L, START)).isInstanceOf(Decision.Applied.class);
    }

    @Test
    void anOverpaidPaymentSaysHowMuchWasPaid() {
        Payment held = after(Payments.withInvoice(), paid(AMOUNT + 100, 2));

        assertThat(PaymentIssue.of(held)).extracting(PaymentIssue::code).isEqualTo(Code.OVERPAID);
        assertThat(PaymentIssue.of(held).message())
                .startsWith("The payer paid 1001.00 RUB, more than the 1000.00 RUB requested.");
    }

    @Test
    void moneyOfAnotherCurrencyIsNamed() {
        ProviderReport rub = paid(AMOUNT, 2);
        var usd = new ProviderReport(
                rub.eventId(),
                rub.source(),
                rub.outcome(),
                rub.invoiceId(),
                rub.invoiceUrl(),
                rub.status(),
                rub.version(),
                rub.amountMinor(),
                rub.paidMinor(),
                "USD",
                null,
                null,
                rub.occurredAt(),
                rub.receivedAt());

        assertThat(PaymentIssue.of(after(Payments.withInvoice(), usd)).message())
                .startsWith("The payer paid in a currency other than RUB. The payment stays in processing");
    }

    @Test
    void moneyThatGoesBackBecauseItCameLateIsExplained() {
        Decision late = Payments.apply(Payments.expired(), paid(AMOUNT, 2), LateSuccessPolicy.REFUND, AFTER_END);

        assertThat(PaymentIssue.of(Payments.payment(late)))
                .isEqualTo(new PaymentIssue(
                        Code.PAID_LATE,
                        "The payer paid 1000.00 RUB after the payment had ended. The payment did not succeed; its refunds"
                                + " show what was paid back."));
    }

    @Test
    void nothingIsRefundableBeforeThePaymentSucceeded() {
        assertThat(RefundPayment.refundableMinor(UNDERPAID)).isZero();
        assertThat(RefundPayment.refundableMinor(Payments.success())).isEqualTo(AMOUNT);
        assertThat(RefundPayment.refundableMinor(Payments.in(PaymentStatus.PARTIALLY_REFUNDED)))
                .isEqualTo(AMOUNT - 40_000);
    }

    @Test
    void theTimeOfTheFirstMoneyIsKept() {
        Payment first = after(Payments.withInvoice(), paid(38_510, 2), START.plusSeconds(60));
        Payment more = after(first, paid(AMOUNT, 3), START.plusSeconds(120));

        assertThat(Payments.withInvoice().paidAt()).isNull();
        assertThat(more.paidAt()).isEqualTo(START.plusSeconds(60));
    }

    private static Payment settled(Payment held, SettleReview.Verdict verdict) {
        return Payments.payment(SettleReview.decide(held, verdict, "operator", START));
    }
}
