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
import info.sopranoexch.payment.domain.Decision.Rejected;
import info.sopranoexch.payment.domain.ProviderReport.Kind;
import info.sopranoexch.payment.domain.ProviderReport.Source;
import java.time.Duration;
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
    void cancelsUnpaidPaymentsOnly(PaymentStatus status) {
        Decision decision = CancellationRule.decide(Payments.in(status), START);
        if (status.isOpen() || status == PaymentStatus.CANCELLED) {
            assertThat(payment(decision).status()).isEqualTo(PaymentStatus.CANCELLED);
        } else {
            assertThat(decision).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void rejectsCancellationOfPaymentOnHold() {
        Payment held = after(Payments.withInvoice(), paid(AMOUNT - 1, 2));
        assertThat(CancellationRule.decide(held, START)).isInstanceOf(Rejected.class);
    }

    @Test
    void repeatsCancellationUntilProviderConfirmsIt() {
        Payment cancelled = payment(CancellationRule.decide(Payments.withInvoice(), START));
        assertThat(cancelled.nextCheckAt()).isEqualTo(START.plusSeconds(5));
        Applied check = ProviderCheckRule.decide(cancelled, START.plusSeconds(5), false, START.plusSeconds(6));
        assertThat(ProviderReportTest.operations(check.events())).containsExactly(ProviderOperation.CANCEL_INVOICE);
        assertThat(after(check.payment(), Payments.report(InvoiceStatus.CANCELLED, 2))
                        .nextCheckAt())
                .isNull();
        assertThat(after(check.payment(), said(Source.CANCEL_INVOICE, Kind.NOT_FOUND, START))
                        .nextCheckAt())
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void refundsPaidPaymentsOnly(PaymentStatus status) {
        Decision decision = RefundRule.decide(Payments.in(status), "rfd_2", 1L, START);
        boolean left = status == PaymentStatus.SUCCESS || status == PaymentStatus.PARTIALLY_REFUNDED;
        assertThat(decision).isInstanceOf(left ? Applied.class : Rejected.class);
    }

    @Test
    void neverRefundsMoreThanPaid() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            Payment payment = Payments.success();
            for (int i = 0; i < 30; i++) {
                String id = "rfd_" + random.nextInt(12);
                long amount = 1 + random.nextLong(AMOUNT / 2);
                Decision decision = random.nextBoolean()
                        ? RefundRule.decide(payment, id, amount, START)
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
    void releasesReservationOfFailedRefund() {
        Payment asked = payment(RefundRule.decide(Payments.success(), "rfd_1", null, START));
        assertThat(asked.refundableMinor()).isZero();
        assertThat(asked.status()).isEqualTo(PaymentStatus.SUCCESS);
        Payment failed = after(asked, Payments.refund("rfd_1", AMOUNT, Refund.Status.FAILED, 3));
        assertThat(failed.refundableMinor()).isEqualTo(AMOUNT);
        assertThat(failed.nextCheckAt()).isNull();
    }

    @Test
    void publishesEndOfRefundAfterStatus() {
        Payment asked = payment(RefundRule.decide(Payments.success(), "rfd_1", 40_000L, START));
        var ended = (Applied) Payments.apply(
                asked, Payments.refund("rfd_1", 40_000, Refund.Status.SUCCEEDED, 3), LateSuccessPolicy.ACCEPT, START);

        assertThat(ended.events().stream().filter(effect -> !(effect instanceof DomainEvent.RefundChanged)))
                .satisfiesExactly(
                        status -> assertThat(status).isInstanceOfSatisfying(DomainEvent.StatusChanged.class, told -> {
                            assertThat(told.after().status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
                            assertThat(told.after().version()).isEqualTo(asked.version() + 1);
                        }),
                        refund -> assertThat(refund).isInstanceOfSatisfying(DomainEvent.RefundEnded.class, end -> {
                            assertThat(end.refund().status()).isEqualTo(Refund.Status.SUCCEEDED);
                            assertThat(end.refund().endedAt()).isEqualTo(START);
                            assertThat(end.after().version()).isEqualTo(asked.version() + 2);
                            assertThat(end.after().status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
                        }));
    }

    @Test
    void publishesFailedRefundWithReason() {
        Payment asked = payment(RefundRule.decide(Payments.success(), "rfd_1", null, START));

        Refund reported = end(asked, Payments.refund("rfd_1", AMOUNT, Refund.Status.FAILED, 3));
        assertThat(reported.failureCode()).isEqualTo(Refund.FailureCode.PROVIDER_FAILED);

        Refund refused = end(asked, refusedRefund("rfd_1"));
        assertThat(refused.failureCode()).isEqualTo(Refund.FailureCode.PROVIDER_REFUSED);
    }

    /** Paymoon can report success of a refund after it reported its failure. */
    @Test
    void publishesBothEndsOfRefundThatSucceedsLater() {
        Payment asked = payment(RefundRule.decide(Payments.success(), "rfd_1", null, START));
        Payment failed = after(asked, Payments.refund("rfd_1", AMOUNT, Refund.Status.FAILED, 3));

        Refund succeeded = end(failed, Payments.refund("rfd_1", AMOUNT, Refund.Status.SUCCEEDED, 4));

        assertThat(succeeded.status()).isEqualTo(Refund.Status.SUCCEEDED);
        assertThat(succeeded.failureCode()).isNull();
    }

    /** @return the refund whose end the report publishes */
    private static Refund end(Payment payment, ProviderReport report) {
        var applied = (Applied) Payments.apply(payment, report, LateSuccessPolicy.ACCEPT, START);
        List<Refund> ended = applied.events().stream()
                .filter(DomainEvent.RefundEnded.class::isInstance)
                .map(effect -> ((DomainEvent.RefundEnded) effect).refund())
                .toList();
        assertThat(ended).hasSize(1);
        return ended.getFirst();
    }

    private static ProviderReport refusedRefund(String refundId) {
        return Payments.said(ProviderReport.Source.REFUND_INVOICE, ProviderReport.Kind.REFUSED, START)
                .withRefund(new ProviderReport.RefundReport(refundId, null, AMOUNT, Refund.Status.FAILED));
    }

    @Test
    void publishesEachPartialRefund() {
        Payment part = Payments.refunded(Payments.success(), "rfd_1", 40_000, 3);
        Payment more = Payments.refunded(part, "rfd_2", 40_000, 4);
        Payment all = Payments.refunded(more, "rfd_3", 20_000, 5);
        assertThat(part.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(more.version()).isEqualTo(part.version() + 2);
        assertThat(all.status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(all.refundedMinor()).isEqualTo(AMOUNT);
    }

    @Test
    void checksInvoiceWithoutPayerOnceAfterItsEnd() {
        Applied first = check(Payments.pending());
        assertThat(ProviderReportTest.operations(first.events())).containsExactly(ProviderOperation.ENSURE_INVOICE);
        Payment awaiting = after(first.payment(), Payments.report(InvoiceStatus.CREATED, 1), START.plusSeconds(7));
        assertThat(awaiting.nextCheckAt()).isEqualTo(END.plusSeconds(2));
        Applied last = check(awaiting);
        assertThat(ProviderReportTest.operations(last.events())).containsExactly(ProviderOperation.QUERY_INVOICE);
        assertThat(last.payment().status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(last.payment().nextCheckAt()).isEqualTo(END.plusSeconds(7));
    }

    @Test
    void checksWithGrowingDelaysAfterPayerWasSent() {
        Payment asked = payerSent();
        assertThat(asked.nextCheckAt()).isEqualTo(START.plusSeconds(130));
        Instant end = END.plusSeconds(2);
        for (int i = 0; i < 20 && next(asked).isBefore(end); i++) {
            Applied check = check(asked);
            assertThat(ProviderReportTest.operations(check.events())).containsExactly(ProviderOperation.QUERY_INVOICE);
            assertThat(next(check.payment())).isAfter(next(asked)).isBeforeOrEqualTo(end);
            asked = check.payment();
        }
        assertThat(asked.nextCheckAt()).isEqualTo(end);
    }

    @Test
    void checksOnlyAfterEndIfProviderListsChanges() {
        Payment sent = payerSent();
        Applied skipped = ProviderCheckRule.decide(sent, next(sent), true, next(sent));
        assertThat(skipped.events()).isEmpty();
        assertThat(skipped.payment().nextCheckAt()).isEqualTo(END.plusSeconds(2));
        Applied last = ProviderCheckRule.decide(skipped.payment(), END.plusSeconds(2), true, END.plusSeconds(2));
        assertThat(ProviderReportTest.operations(last.events())).containsExactly(ProviderOperation.QUERY_INVOICE);
    }

    @Test
    void queriesListedInvoiceOnlyIfItsVersionIsUnknown() {
        Payment sent = payerSent();
        assertThat(ProviderCheckRule.listed(sent, 1, AFTER_END).events()).isEmpty();
        Applied changed = ProviderCheckRule.listed(sent, 2, AFTER_END);
        assertThat(ProviderReportTest.operations(changed.events())).containsExactly(ProviderOperation.QUERY_INVOICE);
        assertThat(changed.payment().nextCheckAt()).isEqualTo(sent.nextCheckAt());
    }

    @Test
    void keepsScheduleIfPayerIsSentAgain() {
        Payment sent = payerSent();
        assertThat(ProviderCheckRule.payerSent(sent, START.plusSeconds(60)).payment())
                .isEqualTo(sent);
        assertThat(ProviderCheckRule.payerSent(Payments.success(), START).payment())
                .isEqualTo(Payments.success());
    }

    private static Payment payerSent() {
        Payment awaiting = after(Payments.pending(), Payments.report(InvoiceStatus.CREATED, 1), START.plusSeconds(7));
        return ProviderCheckRule.payerSent(awaiting, START.plusSeconds(10)).payment();
    }

    @Test
    void restartsScheduleAfterEarlyCheck() {
        Payment asked = check(payerSent()).payment();
        Instant returned = next(asked).minusSeconds(60);
        Applied early = ProviderCheckRule.decide(asked, next(asked), true, returned);
        assertThat(ProviderReportTest.operations(early.events())).containsExactly(ProviderOperation.QUERY_INVOICE);
        assertThat(early.payment().nextCheckAt()).isEqualTo(returned.plusSeconds(120));
        assertThat(early.payment().pollCount()).isZero();
        Applied skewed =
                ProviderCheckRule.decide(asked, next(asked), false, next(asked).minusSeconds(4));
        assertThat(skewed.payment().pollCount()).as("clocks differ").isEqualTo(asked.pollCount() + 1);
    }

    /** The provider limits the rate. */
    @Test
    void repeatsRefusedCheckAfterPauseWithoutCountingIt() {
        Payment asked = check(payerSent()).payment();
        Instant now = next(payerSent()).plusSeconds(1);
        assertThat(asked.pollCount()).isEqualTo(1);

        Payment refused = after(asked, refused(Duration.ofSeconds(7)), now);

        assertThat(refused.nextCheckAt()).isEqualTo(now.plusSeconds(7));
        assertThat(refused.pollCount()).isZero();
        assertThat(check(refused).payment().nextCheckAt()).isEqualTo(now.plusSeconds(607));
    }

    @Test
    void boundsPauseOfRefusedCheck() {
        Payment asked = check(payerSent()).payment();
        assertThat(after(asked, refused(Duration.ZERO), START).nextCheckAt()).isEqualTo(START.plusSeconds(1));
        assertThat(after(asked, refused(Duration.ofDays(1)), START).nextCheckAt())
                .isEqualTo(START.plusSeconds(60));
    }

    @Test
    void schedulesNoCheckOfEndedPaymentAfterRefusedQuery() {
        assertThat(after(Payments.success(), refused(Duration.ofSeconds(7))).nextCheckAt())
                .isNull();
    }

    private static ProviderReport refused(Duration pause) {
        return said(Source.QUERY_INVOICE, Kind.UNKNOWN, START).withRetryAfter(pause);
    }

    @Test
    void ignoresCheckThatIsNoLongerDue() {
        Payment payment = Payments.pending();
        assertThat(ProviderCheckRule.decide(payment, START, false, AFTER_END).events())
                .isEmpty();
        assertThat(ProviderCheckRule.decide(Payments.success(), START.plusSeconds(5), false, AFTER_END)
                        .events())
                .isEmpty();
    }

    @Test
    void settlesReview() {
        Payment held = after(Payments.withInvoice(), paid(AMOUNT + 500, 2));
        Payment accepted = payment(ReviewRule.decide(held, ReviewRule.Action.ACCEPT, "olga", START));
        assertThat(accepted.status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(accepted.refundableMinor()).isEqualTo(AMOUNT + 500);
        Payment back = payment(ReviewRule.decide(held, ReviewRule.Action.REFUND, "olga", START));
        assertThat(back.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(back.reservedMinor()).isEqualTo(AMOUNT + 500);
        Payment failed = payment(ReviewRule.decide(held, ReviewRule.Action.FAIL, "olga", START));
        assertThat(failed.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(failed.onHold()).isFalse();
        assertThat(ReviewRule.decide(accepted, ReviewRule.Action.FAIL, "olga", START))
                .isInstanceOf(Rejected.class);
    }

    private static Applied check(Payment payment) {
        Instant due = next(payment);
        return ProviderCheckRule.decide(payment, due, false, due);
    }

    private static Instant next(Payment payment) {
        return Objects.requireNonNull(payment.nextCheckAt());
    }
}
