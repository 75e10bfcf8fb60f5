package info.sopranoexch.payment.domain;

import static info.sopranoexch.payment.domain.Payments.AFTER_END;
import static info.sopranoexch.payment.domain.Payments.AMOUNT;
import static info.sopranoexch.payment.domain.Payments.END;
import static info.sopranoexch.payment.domain.Payments.START;
import static info.sopranoexch.payment.domain.Payments.after;
import static info.sopranoexch.payment.domain.Payments.paid;
import static info.sopranoexch.payment.domain.Payments.payment;
import static info.sopranoexch.payment.domain.Payments.said;
import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.Decision.Applied;
import info.sopranoexch.payment.domain.Decision.Refused;
import info.sopranoexch.payment.domain.Effect.Question;
import info.sopranoexch.payment.domain.ProviderReport.Outcome;
import info.sopranoexch.payment.domain.ProviderReport.Source;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandRulesTest {
    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void onlyWhatIsUnpaidCanBeCancelled(PaymentStatus status) {
        Decision decision = CancelPayment.decide(Payments.in(status), START);
        if (status.isOpen() || status == PaymentStatus.CANCELLED) {
            assertThat(payment(decision).status()).isEqualTo(PaymentStatus.CANCELLED);
        } else {
            assertThat(decision).isInstanceOf(Refused.class);
        }
    }

    @Test
    void whatIsHeldForReviewCannotBeCancelled() {
        Payment held = after(Payments.withInvoice(), paid(AMOUNT - 1, 2));
        assertThat(CancelPayment.decide(held, START)).isInstanceOf(Refused.class);
    }

    @Test
    void aCancellationIsPressedUntilTheProviderHasSaidSo() {
        Payment cancelled = payment(CancelPayment.decide(Payments.withInvoice(), START));
        assertThat(cancelled.nextCheckAt()).isEqualTo(START.plusSeconds(5));
        Applied check = CheckPayment.decide(cancelled, START.plusSeconds(5), START.plusSeconds(6));
        assertThat(ProviderReportTest.questions(check.effects())).containsExactly(Question.CANCEL_INVOICE);
        assertThat(after(check.payment(), Payments.report(InvoiceStatus.CANCELLED, 2))
                        .nextCheckAt())
                .isNull();
        assertThat(after(check.payment(), said(Source.CANCEL_INVOICE, Outcome.NOT_FOUND, START))
                        .nextCheckAt())
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void onlyWhatIsPaidCanBeRefunded(PaymentStatus status) {
        Decision decision = RefundPayment.decide(Payments.in(status), "rfd_2", 1L, START);
        boolean left = status == PaymentStatus.SUCCESS || status == PaymentStatus.PARTIALLY_REFUNDED;
        assertThat(decision).isInstanceOf(left ? Applied.class : Refused.class);
    }

    @Test
    void refundsNeverExceedWhatWasPaidInAnyOrder() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            Payment payment = Payments.success();
            for (int i = 0; i < 30; i++) {
                String id = "rfd_" + random.nextInt(12);
                long amount = 1 + random.nextLong(AMOUNT / 2);
                Decision decision = random.nextBoolean()
                        ? RefundPayment.decide(payment, id, amount, START)
                        : settle(payment, id, random);
                if (decision instanceof Applied(var changed, var _)) {
                    payment = changed;
                }
                assertThat(payment.refundedMinor() + payment.reservedMinor()).isBetween(0L, AMOUNT);
                assertThat(payment.refunds().stream()
                                .filter(r -> r.status() == Refund.Status.SUCCEEDED)
                                .mapToLong(Refund::amountMinor)
                                .sum())
                        .isEqualTo(payment.refundedMinor());
            }
        }
    }

    private static Decision settle(Payment payment, String id, Random random) {
        long amount = payment.refunds().stream()
                .filter(refund -> refund.refundId().equals(id))
                .mapToLong(Refund::amountMinor)
                .findFirst()
                .orElse(1);
        Refund.Status status = random.nextBoolean() ? Refund.Status.SUCCEEDED : Refund.Status.FAILED;
        return Payments.apply(payment, Payments.refund(id, amount, status, 3), LateSuccessPolicy.ACCEPT, START);
    }

    @Test
    void aFailedRefundReleasesItsReservation() {
        Payment asked = payment(RefundPayment.decide(Payments.success(), "rfd_1", null, START));
        assertThat(asked.refundableMinor()).isZero();
        assertThat(asked.status()).isEqualTo(PaymentStatus.SUCCESS);
        Payment failed = after(asked, Payments.refund("rfd_1", AMOUNT, Refund.Status.FAILED, 3));
        assertThat(failed.refundableMinor()).isEqualTo(AMOUNT);
        assertThat(failed.nextCheckAt()).isNull();
    }

    @Test
    void theEndOfARefundIsAnEventOfItsOwnAfterTheStatus() {
        Payment asked = payment(RefundPayment.decide(Payments.success(), "rfd_1", 40_000L, START));
        var ended = (Applied) Payments.apply(
                asked, Payments.refund("rfd_1", 40_000, Refund.Status.SUCCEEDED, 3), LateSuccessPolicy.ACCEPT, START);

        assertThat(ended.effects().stream().filter(effect -> !(effect instanceof Effect.RefundChanged)))
                .satisfiesExactly(
                        status -> assertThat(status).isInstanceOfSatisfying(Effect.Told.class, told -> {
                            assertThat(told.after().status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
                            assertThat(told.after().version()).isEqualTo(asked.version() + 1);
                        }),
                        refund -> assertThat(refund).isInstanceOfSatisfying(Effect.RefundEnded.class, end -> {
                            assertThat(end.refund().status()).isEqualTo(Refund.Status.SUCCEEDED);
                            assertThat(end.refund().endedAt()).isEqualTo(START);
                            assertThat(end.after().version()).isEqualTo(asked.version() + 2);
                            assertThat(end.after().status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
                        }));
    }

    @Test
    void aFailedRefundIsAnEventWithItsReason() {
        Payment asked = payment(RefundPayment.decide(Payments.success(), "rfd_1", null, START));

        Refund reported = end(asked, Payments.refund("rfd_1", AMOUNT, Refund.Status.FAILED, 3));
        assertThat(reported.failureCode()).isEqualTo(Refund.FailureCode.PROVIDER_FAILED);

        Refund refused = end(asked, refusedRefund("rfd_1"));
        assertThat(refused.failureCode()).isEqualTo(Refund.FailureCode.PROVIDER_REFUSED);
    }

    /** Paymoon may say later that a refund which it had called failed did happen. */
    @Test
    void aFailedRefundThatSucceedsLaterHasTwoEnds() {
        Payment asked = payment(RefundPayment.decide(Payments.success(), "rfd_1", null, START));
        Payment failed = after(asked, Payments.refund("rfd_1", AMOUNT, Refund.Status.FAILED, 3));

        Refund succeeded = end(failed, Payments.refund("rfd_1", AMOUNT, Refund.Status.SUCCEEDED, 4));

        assertThat(succeeded.status()).isEqualTo(Refund.Status.SUCCEEDED);
        assertThat(succeeded.failureCode()).isNull();
    }

    /** @return the refund whose end the report publishes */
    private static Refund end(Payment payment, ProviderReport report) {
        var applied = (Applied) Payments.apply(payment, report, LateSuccessPolicy.ACCEPT, START);
        List<Refund> ended = applied.effects().stream()
                .filter(Effect.RefundEnded.class::isInstance)
                .map(effect -> ((Effect.RefundEnded) effect).refund())
                .toList();
        assertThat(ended).hasSize(1);
        return ended.getFirst();
    }

    private static ProviderReport refusedRefund(String refundId) {
        return new ProviderReport(
                "pev",
                ProviderReport.Source.REFUND_INVOICE,
                ProviderReport.Outcome.REFUSED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new ProviderReport.RefundReport(refundId, null, AMOUNT, Refund.Status.FAILED),
                null,
                START,
                START);
    }

    @Test
    void eachPartOfARefundIsTold() {
        Payment part = Payments.refunded(Payments.success(), "rfd_1", 40_000, 3);
        Payment more = Payments.refunded(part, "rfd_2", 40_000, 4);
        Payment all = Payments.refunded(more, "rfd_3", 20_000, 5);
        assertThat(part.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(more.version()).isEqualTo(part.version() + 2);
        assertThat(all.status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(all.refundedMinor()).isEqualTo(AMOUNT);
    }

    @Test
    void checksAskWhatIsOwedAndWaitLongerEachTime() {
        Payment payment = Payments.pending();
        Applied first = check(payment);
        assertThat(ProviderReportTest.questions(first.effects())).containsExactly(Question.ENSURE_INVOICE);
        Payment awaiting = after(first.payment(), Payments.report(InvoiceStatus.CREATED, 1), START.plusSeconds(7));
        assertThat(awaiting.nextCheckAt()).isEqualTo(START.plusSeconds(127));
        Payment asked = awaiting;
        for (int i = 0; i < 20 && next(asked).isBefore(END); i++) {
            Applied check = check(asked);
            assertThat(ProviderReportTest.questions(check.effects())).containsExactly(Question.QUERY_INVOICE);
            assertThat(next(check.payment())).isAfter(next(asked)).isBeforeOrEqualTo(END);
            asked = check.payment();
        }
        assertThat(asked.nextCheckAt()).isEqualTo(END);
        Payment over = check(asked).payment();
        assertThat(over.status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(over.nextCheckAt()).isEqualTo(END.plusSeconds(5));
    }

    @Test
    void aCheckBeforeItIsDueBeginsTheScheduleAnew() {
        Payment awaiting = after(Payments.pending(), Payments.report(InvoiceStatus.CREATED, 1), START.plusSeconds(7));
        Payment asked = check(check(awaiting).payment()).payment();
        Instant returned = next(asked).minusSeconds(60);
        Applied early = CheckPayment.decide(asked, next(asked), returned);
        assertThat(ProviderReportTest.questions(early.effects())).containsExactly(Question.QUERY_INVOICE);
        assertThat(early.payment().nextCheckAt()).isEqualTo(returned.plusSeconds(120));
        assertThat(early.payment().checks()).isZero();
        Applied skewed = CheckPayment.decide(asked, next(asked), next(asked).minusSeconds(4));
        assertThat(skewed.payment().checks()).as("clocks differ").isEqualTo(asked.checks() + 1);
    }

    @Test
    void aCheckThatIsNoLongerDueAsksNothing() {
        Payment payment = Payments.pending();
        assertThat(CheckPayment.decide(payment, START, AFTER_END).effects()).isEmpty();
        assertThat(CheckPayment.decide(Payments.success(), START.plusSeconds(5), AFTER_END)
                        .effects())
                .isEmpty();
    }

    @Test
    void aReviewIsSettledByAnOperator() {
        Payment held = after(Payments.withInvoice(), paid(AMOUNT + 500, 2));
        Payment accepted = payment(SettleReview.decide(held, SettleReview.Verdict.ACCEPT, "olga", START));
        assertThat(accepted.status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(accepted.refundableMinor()).isEqualTo(AMOUNT + 500);
        Payment back = payment(SettleReview.decide(held, SettleReview.Verdict.REFUND, "olga", START));
        assertThat(back.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(back.reservedMinor()).isEqualTo(AMOUNT + 500);
        Payment failed = payment(SettleReview.decide(held, SettleReview.Verdict.FAIL, "olga", START));
        assertThat(failed.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(failed.review()).isFalse();
        assertThat(SettleReview.decide(accepted, SettleReview.Verdict.FAIL, "olga", START))
                .isInstanceOf(Refused.class);
    }

    private static Applied check(Payment payment) {
        Instant due = next(payment);
        return CheckPayment.decide(payment, due, due);
    }

    private static Instant next(Payment payment) {
        return Objects.requireNonNull(payment.nextCheckAt());
    }
}
