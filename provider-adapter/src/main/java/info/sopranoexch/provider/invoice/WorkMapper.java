package info.sopranoexch.provider.invoice;

import info.sopranoexch.provider.invoice.Work.Task;
import info.sopranoexch.provider.paymoon.InvoiceOrder;
import info.sopranoexch.provider.paymoon.RefundOrder;
import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.schemas.avro.ProviderRefund;
import info.sopranoexch.schemas.money.Currencies;
import org.jspecify.annotations.Nullable;

/** Records of the payment service as work for the provider. */
final class WorkMapper {
    private WorkMapper() {}

    /** What the event asks of the provider; null when it asks nothing. */
    static @Nullable Work of(PaymentEvent event, @Nullable String traceparent) {
        if (event.getRefund() != null) {
            // The end of a refund came from Paymoon, and the payment's status was in an event before.
            return null;
        }
        Task task = switch (event.getPayment().getStatus()) {
            case pending -> event.getVersion() == 1 ? new Task.Ensure(false) : null;
            case cancelled -> new Task.Cancel();
            // Any other is news for merchants, and came from Paymoon, or asks by a command. So does a status of a newer
            // release: payment-service repeats by commands what it needs of the provider.
            default -> null;
        };
        return task == null ? null : new Work(event.getEventId(), order(event.getPayment()), task, traceparent);
    }

    /**
     * What the command asks of the provider.
     *
     * @throws IllegalArgumentException for a refund command that does not say what to refund
     * @throws UnrecognizedValueException for a kind of command that a newer release added
     */
    static Work of(ProviderCommand command, @Nullable String traceparent) {
        Task task = switch (command.getKind()) {
            case ensure_invoice -> new Task.Ensure(true);
            case query_invoice -> new Task.Query();
            case refund_invoice -> new Task.Refund(refund(command.getRefund()));
            case cancel_invoice -> new Task.Cancel();
            case unrecognized ->
                throw new UnrecognizedValueException("kind has a value that this release does not know");
        };
        return new Work(command.getCommandId(), order(command.getPayment()), task, traceparent);
    }

    private static RefundOrder refund(@Nullable ProviderRefund refund) {
        if (refund == null) {
            throw new IllegalArgumentException("refund_invoice without a refund");
        }
        return new RefundOrder(refund.getRefundId(), refund.getAmountMinor());
    }

    private static InvoiceOrder order(Payment payment) {
        return new InvoiceOrder(
                payment.getPaymentId(),
                payment.getAmountMinor(),
                payment.getCurrency(),
                Currencies.validDecimals(payment.getCurrencyDecimals()),
                payment.getDescription(),
                payment.getExpiresAt(),
                payment.getProviderInvoiceId());
    }
}
