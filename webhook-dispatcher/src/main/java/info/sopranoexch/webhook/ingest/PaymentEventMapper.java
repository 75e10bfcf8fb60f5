package info.sopranoexch.webhook.ingest;

import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.webhook.deliveries.WebhookType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Maps records of {@code payment.events.v1}. */
final class PaymentEventMapper {
    private PaymentEventMapper() {}

    static IncomingEvent map(PaymentEvent event, @Nullable String traceparent) {
        Payment payment = event.getPayment();
        var _ = Currencies.validDecimals(payment.getCurrencyDecimals());
        return new IncomingEvent(
                payment.getPaymentId(),
                event.getVersion(),
                payment.getMerchantId(),
                LocalDate.ofInstant(payment.getCreatedAt(), ZoneOffset.UTC).withDayOfMonth(1),
                payment.getStatus().toString(),
                refundType(event),
                event.getEventId(),
                WebhookBody.of(event),
                traceparent);
    }

    /** @throws UnrecognizedValueException for an event type of a newer release */
    private static @Nullable String refundType(PaymentEvent event) {
        String type = event.getType();
        if (type == null || WebhookType.isOfPayments(type)) {
            return null;
        }
        if (event.getRefund() == null || !WebhookType.OF_REFUNDS.contains(type)) {
            throw new UnrecognizedValueException("events of type " + type + " are not known to this release");
        }
        return type;
    }
}
