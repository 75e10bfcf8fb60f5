package info.sopranoexch.payment.domain;

import static info.sopranoexch.payment.domain.Payments.AMOUNT;
import static info.sopranoexch.payment.domain.Payments.START;
import static info.sopranoexch.payment.domain.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.Decision.Quarantined;
import info.sopranoexch.payment.domain.DomainEvent.ProviderRequest;
import info.sopranoexch.payment.domain.DomainEvent.RefundIdentified;
import info.sopranoexch.payment.domain.ProviderReport.RefundReport;
import info.sopranoexch.payment.domain.Refund.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Finds the refund of a provider report, in every order of responses and callbacks. */
class RefundReportTest {
    @Test
    void storesProviderIdOfPendingRefund() {
        var identified = (Decision.Applied) said(asked("rfd_1", 25_000), "rfd_1", "rf_X", 25_000, Status.PENDING);

        assertThat(refund(identified.payment(), "rfd_1").providerRefundId()).isEqualTo("rf_X");
        assertThat(refund(identified.payment(), "rfd_1").isPending()).isTrue();
        assertThat(identified.events()).singleElement().isInstanceOf(RefundIdentified.class);
        var again = (Decision.Applied) said(identified.payment(), "rfd_1", "rf_X", 25_000, Status.PENDING);
        assertThat(again.events()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "FAILED"})
    void settlesRefundByProviderIdAlone(Status outcome) {
        Payment identified = payment(said(asked("rfd_1", 25_000), "rfd_1", "rf_X", 25_000, Status.PENDING));

        Payment settled = payment(said(identified, null, "rf_X", 25_000, outcome));

        assertThat(settled.refunds()).hasSize(1);
        assertThat(refund(settled, "rfd_1").status()).isEqualTo(outcome);
        assertThat(settled.refundedMinor()).isEqualTo(outcome == Status.SUCCEEDED ? 25_000 : 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "FAILED"})
    void holdsAmbiguousReportAndQueriesProvider(Status outcome) {
        Payment asked = asked("rfd_1", 25_000);

        Decision decision = said(asked, null, "rf_X", 25_000, outcome);

        assertThat(decision).isInstanceOfSatisfying(Quarantined.class, held -> {
            assertThat(held.reason()).isEqualTo(QuarantineReason.REFUND_UNRESOLVED);
            assertThat(queried(held)).containsExactly("rfd_1");
        });
    }

    @Test
    void holdsUntilEveryRefundOfSameAmountIsIdentified() {
        Payment both = payment(RefundRule.decide(asked("rfd_1", 25_000), "rfd_2", 25_000L, START));
        assertThat(queried((Quarantined) said(both, null, "rf_X", 25_000, Status.SUCCEEDED)))
                .containsExactlyInAnyOrder("rfd_1", "rfd_2");

        Payment one = payment(said(both, "rfd_2", "rf_Y", 25_000, Status.PENDING));
        assertThat(queried((Quarantined) said(one, null, "rf_X", 25_000, Status.SUCCEEDED)))
                .containsExactly("rfd_1");

        Payment settled = payment(said(one, null, "rf_Y", 25_000, Status.SUCCEEDED));
        assertThat(refund(settled, "rfd_2").status()).isEqualTo(Status.SUCCEEDED);
        assertThat(refund(settled, "rfd_1").isPending()).isTrue();
    }

    @Test
    void booksProviderRefundOnceOwnRefundIsIdentified() {
        Payment identified = payment(said(asked("rfd_1", 25_000), "rfd_1", "rf_Y", 25_000, Status.PENDING));

        Payment booked = payment(said(identified, null, "rf_X", 25_000, Status.SUCCEEDED));

        assertThat(booked.refunds()).extracting(Refund::origin).contains(Refund.Origin.PROVIDER);
        assertThat(booked.refundedMinor()).isEqualTo(25_000);
        assertThat(booked.reservedMinor()).isEqualTo(25_000);
        assertThat(payment(said(booked, null, "rf_X", 25_000, Status.SUCCEEDED)))
                .as("reported again")
                .isEqualTo(booked);
    }

    @Test
    void booksProviderRefundOnceOwnRefundWasRefused() {
        Payment asked = asked("rfd_1", 25_000);
        Payment refused = payment(said(asked, "rfd_1", null, 25_000, Status.FAILED));

        Payment booked = payment(said(refused, null, "rf_X", 25_000, Status.SUCCEEDED));

        assertThat(booked.refundedMinor()).isEqualTo(25_000);
        assertThat(booked.refunds()).hasSize(2);
    }

    @Test
    void booksProviderRefundOfOtherAmount() {
        Payment booked = payment(said(asked("rfd_1", 25_000), null, "rf_X", 30_000, Status.SUCCEEDED));
        assertThat(booked.refundedMinor()).isEqualTo(30_000);
    }

    @Test
    void holdsProviderRefundThatExceedsUnreservedAmount() {
        Payment asked = asked("rfd_1", AMOUNT);
        assertThat(said(asked, null, "rf_X", 60_000, Status.SUCCEEDED))
                .isInstanceOfSatisfying(
                        Quarantined.class,
                        held -> assertThat(held.reason()).isEqualTo(QuarantineReason.REFUND_UNRESOLVED));

        Payment refused = payment(said(asked, "rfd_1", null, AMOUNT, Status.FAILED));
        assertThat(payment(said(refused, null, "rf_X", 60_000, Status.SUCCEEDED))
                        .refundedMinor())
                .isEqualTo(60_000);
        assertThat(said(refused, null, "rf_X", AMOUNT + 1, Status.SUCCEEDED))
                .isEqualTo(new Quarantined(QuarantineReason.REFUND_EXCEEDS_PAID));
    }

    @Test
    void neverBooksReportWithoutIdThatMayBeRepetition() {
        Payment asked = asked("rfd_1", 25_000);
        Payment succeeded = payment(said(asked, "rfd_1", "rf_X", 25_000, Status.SUCCEEDED));

        for (Payment payment : List.of(asked, succeeded)) {
            assertThat(said(payment, null, null, 25_000, Status.SUCCEEDED))
                    .isInstanceOfSatisfying(
                            Quarantined.class,
                            held -> assertThat(held.reason()).isEqualTo(QuarantineReason.REFUND_UNRESOLVED));
        }
    }

    @Test
    void quarantinesContradictoryIds() {
        Payment both = payment(RefundRule.decide(asked("rfd_1", 25_000), "rfd_2", 25_000L, START));
        Payment identified = payment(said(both, "rfd_1", "rf_X", 25_000, Status.PENDING));

        var contradiction = new Quarantined(QuarantineReason.REFUND_IDS_CONTRADICT);
        assertThat(said(identified, "rfd_2", "rf_X", 25_000, Status.SUCCEEDED)).isEqualTo(contradiction);
        assertThat(said(identified, "rfd_1", "rf_Z", 25_000, Status.SUCCEEDED)).isEqualTo(contradiction);
        assertThat(said(identified, "rfd_other", "rf_X", 25_000, Status.SUCCEEDED))
                .isEqualTo(contradiction);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void quarantinesOtherAmountInAnyStatus(Status status) {
        Payment succeeded = payment(said(asked("rfd_1", 25_000), "rfd_1", "rf_X", 25_000, Status.SUCCEEDED));
        for (Payment payment : List.of(asked("rfd_1", 25_000), succeeded)) {
            assertThat(said(payment, "rfd_1", "rf_X", 25_001, status))
                    .isEqualTo(new Quarantined(QuarantineReason.REFUND_AMOUNT_DIFFERS));
        }
    }

    private static Payment asked(String refundId, long amount) {
        return payment(RefundRule.decide(Payments.success(), refundId, amount, START));
    }

    private static Decision said(
            Payment payment, @Nullable String refundId, @Nullable String providerRefundId, long amount, Status status) {
        var report = Payments.refund(new RefundReport(refundId, providerRefundId, amount, status), 3);
        return Payments.apply(payment, report, LateSuccessPolicy.ACCEPT, START);
    }

    private static Refund refund(Payment payment, String refundId) {
        return payment.refunds().stream()
                .filter(refund -> refund.refundId().equals(refundId))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> queried(Quarantined held) {
        return held.events().stream()
                .map(effect -> ((ProviderRequest) effect).refund())
                .map(Refund::refundId)
                .toList();
    }
}
