package info.sopranoexch.provider.requests;

import info.sopranoexch.provider.requests.ProviderOperation.CancelInvoice;
import info.sopranoexch.provider.requests.ProviderOperation.CreateInvoice;
import info.sopranoexch.provider.requests.ProviderOperation.QueryInvoice;
import info.sopranoexch.provider.requests.ProviderOperation.RefundInvoice;
import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.schemas.avro.ProviderRefund;
import info.sopranoexch.schemas.money.Currencies;
import org.jspecify.annotations.Nullable;

/** Maps events and commands of the payment service to requests. */
final class ProviderRequestMapper {
    private ProviderRequestMapper() {}

    /** Returns the request that follows from the event, or null if the event needs no request. */
    static @Nullable ProviderRequest map(PaymentEvent event, @Nullable String traceparent) {
        if (event.getRefund() != null) {
            // The provider itself reported the end of the refund.
            return null;
        }
        // Other statuses come from the provider, or payment-service sends a command for them. An unrecognized status
        // needs
        // no request either: payment-service sends commands for everything that it still needs.
        ProviderOperation operation = switch (event.getPayment().getStatus()) {
            case pending -> event.getVersion() == 1 ? new CreateInvoice(false) : null;
            case cancelled -> new CancelInvoice();
            default -> null;
        };
        return operation == null ? null : request(event.getEventId(), event.getPayment(), operation, traceparent);
    }

    /**
     * Returns the request of the command.
     *
     * @throws IllegalArgumentException for a refund command without a refund
     * @throws UnrecognizedValueException for a kind of command that a newer release added
     */
    static ProviderRequest map(ProviderCommand command, @Nullable String traceparent) {
        ProviderOperation operation = switch (command.getKind()) {
            case ensure_invoice -> new CreateInvoice(true);
            case query_invoice -> new QueryInvoice();
            case refund_invoice -> new RefundInvoice(required(command.getRefund()));
            case cancel_invoice -> new CancelInvoice();
            case unrecognized ->
                throw new UnrecognizedValueException("kind has a value that this release does not know");
        };
        return request(command.getCommandId(), command.getPayment(), operation, traceparent);
    }

    private static ProviderRefund required(@Nullable ProviderRefund refund) {
        if (refund == null) {
            throw new IllegalArgumentException("refund_invoice without a refund");
        }
        return refund;
    }

    private static ProviderRequest request(
            String causeId, Payment payment, ProviderOperation operation, @Nullable String traceparent) {
        var _ = Currencies.validDecimals(payment.getCurrencyDecimals());
        return new ProviderRequest(causeId, payment, operation, traceparent);
    }
}
