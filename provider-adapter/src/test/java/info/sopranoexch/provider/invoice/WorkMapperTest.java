package info.sopranoexch.provider.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.provider.invoice.Work.Task;
import info.sopranoexch.provider.paymoon.RefundOrder;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.ProviderCommandKind;
import info.sopranoexch.schemas.avro.ProviderRefund;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkMapperTest {
    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void onlyNewAndCancelledPaymentsAskForSomething(PaymentStatus status) {
        long version = status == PaymentStatus.pending ? 1 : 2;
        Work work = WorkMapper.of(Payments.event(Payments.payment("pay_1", status, version, null)), null);
        switch (status) {
            case pending -> assertThat(work).extracting(Work::task).isEqualTo(new Task.Ensure(false));
            case cancelled -> assertThat(work).extracting(Work::task).isEqualTo(new Task.Cancel());
            default -> assertThat(work).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(value = ProviderCommandKind.class, mode = EnumSource.Mode.EXCLUDE, names = "unrecognized")
    void everyCommandHasItsTask(ProviderCommandKind kind) {
        Task task = WorkMapper.of(Payments.command("pay_1", kind, new ProviderRefund("rfd_1", 5L), null), null)
                .task();
        assertThat(task)
                .isEqualTo(
                        switch (kind) {
                            case ensure_invoice -> new Task.Ensure(true);
                            case query_invoice -> new Task.Query();
                            case refund_invoice -> new Task.Refund(new RefundOrder("rfd_1", 5));
                            case cancel_invoice -> new Task.Cancel();
                            case unrecognized -> throw new IllegalArgumentException();
                        });
    }

    @Test
    void rejectsAnUnrecognizedKindOfCommand() {
        var command = Payments.command("pay_1", ProviderCommandKind.unrecognized, null, null);
        assertThatThrownBy(() -> WorkMapper.of(command, null)).isInstanceOf(UnrecognizedValueException.class);
    }

    /** Two commands have two ids and may ask the same. */
    @Test
    void theQuestionIsTheCommandWithoutItsId() {
        assertThat(refund("pay_1", "rfd_1").causeId())
                .isNotEqualTo(refund("pay_1", "rfd_1").causeId());
        assertThat(refund("pay_1", "rfd_1").question())
                .isEqualTo(refund("pay_1", "rfd_1").question())
                .isNotEqualTo(refund("pay_1", "rfd_2").question())
                .isNotEqualTo(refund("pay_2", "rfd_1").question());
    }

    private static Work refund(String payment, String refund) {
        return WorkMapper.of(
                Payments.command(payment, ProviderCommandKind.refund_invoice, new ProviderRefund(refund, 5L), null),
                null);
    }

    @Test
    void aRefundMustSayWhatToRefund() {
        var command = Payments.command("pay_1", ProviderCommandKind.refund_invoice, null, null);
        assertThatThrownBy(() -> WorkMapper.of(command, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPaymentHasTheDecimalsOfACurrency() {
        var payment = Payment.newBuilder(Payments.payment("pay_1", PaymentStatus.pending, 1, null))
                .setCurrencyDecimals(1_000_000_000)
                .build();
        assertThatThrownBy(() -> WorkMapper.of(Payments.event(payment), null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
