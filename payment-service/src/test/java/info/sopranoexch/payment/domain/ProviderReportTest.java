package info.sopranoexch.payment.domain;

import static info.sopranoexch.payment.domain.Payments.AFTER_END;
import static info.sopranoexch.payment.domain.Payments.AMOUNT;
import static info.sopranoexch.payment.domain.Payments.START;
import static info.sopranoexch.payment.domain.Payments.after;
import static info.sopranoexch.payment.domain.Payments.answer;
import static info.sopranoexch.payment.domain.Payments.apply;
import static info.sopranoexch.payment.domain.Payments.paid;
import static info.sopranoexch.payment.domain.Payments.payment;
import static info.sopranoexch.payment.domain.Payments.report;
import static info.sopranoexch.payment.domain.Payments.said;
import static info.sopranoexch.payment.domain.Refund.Status.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.Decision.Quarantined;
import info.sopranoexch.payment.domain.DomainEvent.ProviderRequest;
import info.sopranoexch.payment.domain.DomainEvent.StatusChanged;
import info.sopranoexch.payment.domain.ProviderReport.Kind;
import info.sopranoexch.payment.domain.ProviderReport.Source;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderReportTest {
    private static final Set<InvoiceStatus> WITHOUT_AMOUNT =
            EnumSet.of(InvoiceStatus.UNDERPAID, InvoiceStatus.OVERPAID);

    private static Stream<Arguments> pairs(Predicate<InvoiceStatus> condition) {
        return Stream.of(PaymentStatus.values())
                .flatMap(from -> Stream.of(InvoiceStatus.values())
                        .filter(condition)
                        .map(reported -> Arguments.of(from, reported)));
    }

    static Stream<Arguments> applicable() {
        return pairs(reported -> !WITHOUT_AMOUNT.contains(reported));
    }

    static Stream<Arguments> withoutAmount() {
        return pairs(WITHOUT_AMOUNT::contains);
    }

    @ParameterizedTest
    @MethodSource("applicable")
    void raisesVersionByOneAndKeepsSuccess(PaymentStatus from, InvoiceStatus reported) {
        Payment before = Payments.in(from);
        for (LateSuccessPolicy policy : LateSuccessPolicy.values()) {
            var applied = (Decision.Applied) apply(before, report(reported, 9), policy, AFTER_END);
            Payment after = applied.payment();
            List<Long> published = applied.events().stream()
                    .map(event -> switch (event) {
                        case StatusChanged changed -> changed.after();
                        case DomainEvent.RefundEnded ended -> ended.after();
                        default -> null;
                    })
                    .filter(Objects::nonNull)
                    .map(Payment::version)
                    .toList();
            assertThat(published)
                    .isEqualTo(LongStream.rangeClosed(before.version() + 1, after.version())
                            .boxed()
                            .toList());
            assertThat(after.status().isPaid() || !before.status().isPaid()).isTrue();
            assertThat(after.refundedMinor() + after.reservedMinor()).isLessThanOrEqualTo(after.paidMinor());
        }
    }

    @ParameterizedTest
    @MethodSource("withoutAmount")
    void quarantinesInexactPaymentWithoutAmount(PaymentStatus from, InvoiceStatus reported) {
        for (LateSuccessPolicy policy : LateSuccessPolicy.values()) {
            assertThat(apply(Payments.in(from), report(reported, 9), policy, AFTER_END))
                    .isEqualTo(new Quarantined(QuarantineReason.PAID_WITHOUT_AMOUNT));
        }
    }

    @ParameterizedTest
    @MethodSource("applicable")
    void ignoresRepeatedReport(PaymentStatus from, InvoiceStatus reported) {
        Payment once = payment(apply(Payments.in(from), report(reported, 9), LateSuccessPolicy.REFUND, START));
        var again = (Decision.Applied) apply(once, report(reported, 9), LateSuccessPolicy.REFUND, START);
        assertThat(again.events()).isEmpty();
        assertThat(again.payment()).isEqualTo(once);
    }

    @Test
    void succeedsIfPaidExactly() {
        assertThat(Payments.success().status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(Payments.success().paidMinor()).isEqualTo(AMOUNT);
        assertThat(Payments.success().nextCheckAt()).isNull();
    }

    @Test
    void ignoresOlderReports() {
        Payment success = after(Payments.withInvoice(), paid(AMOUNT, 5));
        assertThat(after(success, report(InvoiceStatus.PROCESSING, 3))).isEqualTo(success);
        Payment processing = after(Payments.withInvoice(), report(InvoiceStatus.PROCESSING, 5));
        assertThat(after(processing, report(InvoiceStatus.FAILED, 4))).isEqualTo(processing);
    }

    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void ignoresUnknownResult(PaymentStatus status) {
        Payment payment = Payments.in(status);
        for (Source source : Source.values()) {
            assertThat(after(payment, said(source, Kind.UNKNOWN, AFTER_END), AFTER_END))
                    .isEqualTo(payment);
        }
    }

    @Test
    void holdsWrongAmountAsProcessing() {
        Payment held = after(Payments.withInvoice(), paid(AMOUNT - 1, 2));
        assertThat(held.status()).isEqualTo(PaymentStatus.PROCESSING);
        assertThat(held.onHold()).isTrue();
        assertThat(held.nextCheckAt()).isNull();
        assertThat(after(held, paid(AMOUNT - 1, 3)).version()).isEqualTo(held.version());
        assertThat(after(held, paid(AMOUNT, 4)).status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(after(Payments.withInvoice(), paid(AMOUNT + 1, 2)).onHold()).isTrue();
    }

    @Test
    void holdsWrongCurrencyAsUnpaid() {
        ProviderReport dollars = paid(AMOUNT, 2).withCurrency("USD");
        Payment held = after(Payments.withInvoice(), dollars);
        assertThat(held.onHold()).isTrue();
        assertThat(held.paidMinor()).isZero();
    }

    @Test
    void expiresOnlyAfterResponseFromAfterExpiry() {
        Payment payment = Payments.withInvoice();
        assertThat(after(payment, answer(InvoiceStatus.CREATED, 1, AFTER_END), AFTER_END)
                        .status())
                .isEqualTo(PaymentStatus.EXPIRED);
        assertThat(after(payment, answer(InvoiceStatus.CREATED, 1, START), AFTER_END)
                        .status())
                .as("requested before expiry, received after it")
                .isEqualTo(PaymentStatus.PENDING);
        assertThat(after(payment, report(InvoiceStatus.CREATED, 1), AFTER_END).status())
                .isEqualTo(PaymentStatus.PENDING);
        assertThat(after(payment, said(Source.QUERY_INVOICE, Kind.NOT_FOUND, AFTER_END), AFTER_END)
                        .status())
                .isEqualTo(PaymentStatus.EXPIRED);
        assertThat(after(payment, answer(InvoiceStatus.PROCESSING, 2, AFTER_END), AFTER_END)
                        .status())
                .isEqualTo(PaymentStatus.PROCESSING);
    }

    @Test
    void acceptsOrRefundsLateSuccessByPolicy() {
        Payment expired = Payments.expired();
        Payment accepted = payment(apply(expired, paid(AMOUNT, 2), LateSuccessPolicy.ACCEPT, AFTER_END));
        assertThat(accepted.status()).isEqualTo(PaymentStatus.SUCCESS);
        var refused = (Decision.Applied) apply(expired, paid(AMOUNT, 2), LateSuccessPolicy.REFUND, AFTER_END);
        assertThat(refused.payment().status()).isEqualTo(PaymentStatus.EXPIRED);
        assertThat(refused.payment().reservedMinor()).isEqualTo(AMOUNT);
        assertThat(operations(refused.events())).containsExactly(ProviderOperation.REFUND_INVOICE);
        Payment late = payment(apply(refused.payment(), paid(AMOUNT, 3), LateSuccessPolicy.REFUND, AFTER_END));
        assertThat(late.refunds()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "EXPIRED", "CANCELLED"})
    void holdsPartialPaymentInAnyOrderOfReports(InvoiceStatus end) {
        ProviderReport part = paid(40_000, 2);
        ProviderReport ended = Payments.ended(end, 40_000, 3);
        Payment inOrder = after(after(Payments.withInvoice(), part), ended);
        Payment reversed = after(after(Payments.withInvoice(), ended), part);
        for (Payment held : List.of(inOrder, reversed)) {
            assertThat(held.status()).isEqualTo(PaymentStatus.PROCESSING);
            assertThat(held.onHold()).isTrue();
            assertThat(held.paidMinor()).isEqualTo(40_000);
        }
    }

    @Test
    void refundsLateMoneyInParts() {
        Payment part = payment(apply(Payments.expired(), paid(40_000, 2), LateSuccessPolicy.REFUND, AFTER_END));
        Payment sent = after(part, Payments.refund(onlyRefund(part).refundId(), 40_000, SUCCEEDED, 1));
        assertThat(sent.refundedMinor()).isEqualTo(40_000);

        Payment rest = payment(apply(sent, paid(AMOUNT, 4), LateSuccessPolicy.REFUND, AFTER_END));
        assertThat(rest.refunds()).extracting(Refund::amountMinor).containsExactly(40_000L, AMOUNT - 40_000);
        assertThat(rest.refunds()).extracting(Refund::refundId).doesNotHaveDuplicates();
        Payment replayed = after(rest, Payments.refund(onlyRefund(part).refundId(), 40_000, SUCCEEDED, 1));
        assertThat(replayed.refundedMinor()).as("told of once more").isEqualTo(40_000);
        assertThat(replayed.reservedMinor()).isEqualTo(AMOUNT - 40_000);
    }

    @Test
    void leavesRetryOfFailedAutomaticRefundToMerchant() {
        Payment late = payment(apply(Payments.expired(), paid(AMOUNT, 2), LateSuccessPolicy.REFUND, AFTER_END));
        assertThat(RefundRule.decide(late, "rfd_own", null, AFTER_END))
                .as("it is on its way")
                .isInstanceOf(Decision.Rejected.class);
        Payment failed = payment(apply(
                late,
                Payments.refund(onlyRefund(late).refundId(), AMOUNT, Refund.Status.FAILED, 3),
                LateSuccessPolicy.REFUND,
                AFTER_END));
        assertThat(failed.reservedMinor()).as("not by itself").isZero();

        Payment again = payment(RefundRule.decide(failed, "rfd_own", null, AFTER_END));
        assertThat(again.reservedMinor()).isEqualTo(AMOUNT);
        assertThat(after(again, Payments.refund("rfd_own", AMOUNT, SUCCEEDED, 4))
                        .status())
                .isEqualTo(PaymentStatus.EXPIRED);
    }

    @Test
    void refundsNothingAfterReviewFailed() {
        Payment held = after(Payments.withInvoice(), paid(50_000, 2));
        Payment failed = payment(ReviewRule.decide(held, ReviewRule.Action.FAIL, "anna", START));
        Payment closed = payment(apply(failed, report(InvoiceStatus.EXPIRED, 3), LateSuccessPolicy.REFUND, AFTER_END));
        assertThat(closed.refunds()).isEmpty();
        assertThat(RefundRule.decide(closed, "rfd_1", null, AFTER_END)).isInstanceOf(Decision.Rejected.class);
    }

    @Test
    void holdsRestAfterPartialRefund() {
        Payment held = after(Payments.withInvoice(), paid(40_000, 2));
        Payment failed = payment(ReviewRule.decide(held, ReviewRule.Action.REFUND, "anna", START));
        Payment topped = after(failed, paid(AMOUNT, 3), AFTER_END);
        assertThat(topped.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(topped.onHold()).isTrue();
        Payment back = payment(ReviewRule.decide(topped, ReviewRule.Action.REFUND, "anna", AFTER_END));
        assertThat(back.refunds()).extracting(Refund::amountMinor).containsExactly(40_000L, AMOUNT - 40_000);
    }

    @Test
    void refundsSecondPayment() {
        var more =
                (Decision.Applied) apply(Payments.success(), paid(AMOUNT + 50_000, 3), LateSuccessPolicy.ACCEPT, START);
        assertThat(more.payment().status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(more.payment().refundableMinor()).isEqualTo(AMOUNT + 50_000);
        assertThat(more.events())
                .containsExactly(new DomainEvent.TimelineRecorded(
                        "paid_more", Map.of("paid_minor", AMOUNT + 50_000, "before_minor", AMOUNT)));
        Payment first = Payments.refunded(more.payment(), "rfd_1", AMOUNT, 4);
        assertThat(first.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(Payments.refunded(first, "rfd_2", 50_000, 5).status()).isEqualTo(PaymentStatus.REFUNDED);

        Payment refunded = after(Payments.in(PaymentStatus.REFUNDED), paid(AMOUNT + 50_000, 4));
        Payment part = Payments.refunded(refunded, "rfd_2", 20_000, 5);
        assertThat(part.status()).as("never back").isEqualTo(PaymentStatus.REFUNDED);
        assertThat(part.version()).as("told, and the end of the refund").isEqualTo(refunded.version() + 2);
    }

    @Test
    void settlesRefundDespiteSmallerPaidAmount() {
        Payment more = after(Payments.success(), paid(AMOUNT + 50_000, 3));
        Payment asked = payment(RefundRule.decide(more, "rfd_1", 10_000L, START));
        // Reports AMOUNT, without the additional payment.
        Payment settled = after(asked, Payments.refund("rfd_1", 10_000, SUCCEEDED, 4));
        assertThat(settled.refundedMinor()).isEqualTo(10_000);
        assertThat(settled.nextCheckAt()).isNull();
    }

    @Test
    void prefersFinalStatusOfSameVersion() {
        Payment processing = Payments.in(PaymentStatus.PROCESSING);
        Payment success = after(processing, paid(AMOUNT, processing.invoice().version()));
        assertThat(success.status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(after(
                        success,
                        report(InvoiceStatus.PROCESSING, processing.invoice().version())))
                .isEqualTo(success);
    }

    @Test
    void appliesPaymentOfRefundThatArrivesFirst() {
        var refund = new ProviderReport.RefundReport(null, "prf_9", 30_000, Refund.Status.SUCCEEDED);
        ProviderReport overtaking =
                Payments.refund("x", 30_000, Refund.Status.SUCCEEDED, 4).withRefund(refund);
        Payment both = after(Payments.withInvoice(), overtaking);
        assertThat(both.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(both.version())
                .as("success, partially_refunded, the end of the refund")
                .isEqualTo(4);
        assertThat(after(both, paid(AMOUNT, 3))).isEqualTo(both);
    }

    @Test
    void quarantinesContradictoryReports() {
        assertThat(apply(
                        Payments.success(),
                        Payments.refund("rfd_unknown", 1, Refund.Status.SUCCEEDED, 3),
                        LateSuccessPolicy.ACCEPT,
                        START))
                .isEqualTo(new Quarantined(QuarantineReason.UNKNOWN_REFUND));
        assertThat(apply(Payments.success(), paid(AMOUNT - 1, 3), LateSuccessPolicy.ACCEPT, START))
                .isEqualTo(new Quarantined(QuarantineReason.PAID_AMOUNT_CHANGED));
        assertThat(apply(Payments.withInvoice(), report(InvoiceStatus.UNDERPAID, 2), LateSuccessPolicy.ACCEPT, START))
                .as("underpaid, but by how much?")
                .isEqualTo(new Quarantined(QuarantineReason.PAID_WITHOUT_AMOUNT));
        assertThat(apply(
                        Payments.pending(),
                        said(Source.CALLBACK, Kind.UNTRANSLATABLE, START),
                        LateSuccessPolicy.ACCEPT,
                        START))
                .isEqualTo(new Quarantined(QuarantineReason.UNTRANSLATABLE));
    }

    @Test
    void failsRefusedInvoiceAndRecreatesLostOne() {
        assertThat(after(Payments.pending(), said(Source.ENSURE_INVOICE, Kind.REFUSED, START))
                        .status())
                .isEqualTo(PaymentStatus.FAILED);
        var lost = (Decision.Applied) apply(
                Payments.pending(), said(Source.QUERY_INVOICE, Kind.NOT_FOUND, START), LateSuccessPolicy.ACCEPT, START);
        assertThat(operations(lost.events())).containsExactly(ProviderOperation.ENSURE_INVOICE);
    }

    private static Refund onlyRefund(Payment payment) {
        assertThat(payment.refunds()).hasSize(1);
        return payment.refunds().getFirst();
    }

    static List<ProviderOperation> operations(List<DomainEvent> effects) {
        return effects.stream()
                .filter(ProviderRequest.class::isInstance)
                .map(effect -> ((ProviderRequest) effect).operation())
                .toList();
    }
}
