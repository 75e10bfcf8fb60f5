package info.sopranoexch.provider.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.provider.requests.ProviderOperation.CancelInvoice;
import info.sopranoexch.provider.requests.ProviderOperation.CreateInvoice;
import info.sopranoexch.provider.requests.ProviderOperation.QueryInvoice;
import info.sopranoexch.provider.requests.ProviderOperation.RefundInvoice;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.ProviderCommandKind;
import info.sopranoexch.schemas.avro.ProviderRefund;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderRequestMapperTest {
    @ParameterizedTest
    @EnumSource(PaymentStatus.class)
    void onlyNewAndCancelledPaymentsNeedRequests(PaymentStatus status) {
        long version = status == PaymentStatus.pending ? 1 : 2;
        ProviderRequest request =
                ProviderRequestMapper.map(Payments.event(Payments.payment("pay_1", status, version, null)), null);
        switch (status) {
            case pending ->
                assertThat(request).extracting(ProviderRequest::operation).isEqualTo(new CreateInvoice(false));
            case cancelled ->
                assertThat(request).extracting(ProviderRequest::operation).isEqualTo(new CancelInvoice());
            default -> assertThat(request).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(value = ProviderCommandKind.class, mode = EnumSource.Mode.EXCLUDE, names = "unrecognized")
    void mapsEveryCommand(ProviderCommandKind kind) {
        ProviderOperation operation = ProviderRequestMapper.map(
                        Payments.command("pay_1", kind, new ProviderRefund("rfd_1", 5L), null), null)
                .operation();
        assertThat(operation)
                .isEqualTo(
                        switch (kind) {
                            case ensure_invoice -> new CreateInvoice(true);
                            case query_invoice -> new QueryInvoice();
                            case refund_invoice -> new RefundInvoice(new ProviderRefund("rfd_1", 5L));
                            case cancel_invoice -> new CancelInvoice();
                            case unrecognized -> throw new IllegalArgumentException();
                        });
    }

    @Test
    void rejectsAnUnrecognizedKindOfCommand() {
        var command = Payments.command("pay_1", ProviderCommandKind.unrecognized, null, null);
        assertThatThrownBy(() -> ProviderRequestMapper.map(command, null))
                .isInstanceOf(UnrecognizedValueException.class);
    }

    /** Two commands with different ids may have the same content. */
    @Test
    void contentIgnoresTheCommandId() {
        assertThat(refund("pay_1", "rfd_1").causeId())
                .isNotEqualTo(refund("pay_1", "rfd_1").causeId());
        assertThat(refund("pay_1", "rfd_1").content())
                .isEqualTo(refund("pay_1", "rfd_1").content())
                .isNotEqualTo(refund("pay_1", "rfd_2").content())
                .isNotEqualTo(refund("pay_2", "rfd_1").content());
    }

    private static ProviderRequest refund(String payment, String refund) {
        return ProviderRequestMapper.map(
                Payments.command(payment, ProviderCommandKind.refund_invoice, new ProviderRefund(refund, 5L), null),
                null);
    }

    @Test
    void rejectsRefundCommandWithoutRefund() {
        var command = Payments.command("pay_1", ProviderCommandKind.refund_invoice, null, null);
        assertThatThrownBy(() -> ProviderRequestMapper.map(command, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsInvalidDecimals() {
        var payment = Payment.newBuilder(Payments.payment("pay_1", PaymentStatus.pending, 1, null))
                .setCurrencyDecimals(1_000_000_000)
                .build();
        assertThatThrownBy(() -> ProviderRequestMapper.map(Payments.event(payment), null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
