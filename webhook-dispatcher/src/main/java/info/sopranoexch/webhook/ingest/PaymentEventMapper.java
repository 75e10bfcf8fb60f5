package info.sopranoexch.webhook.ingest;

import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.webhook.deliveries.WebhookType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** From the topic's record to ours. */
final class PaymentEventMapper {
    private static final int MOST_DECIMALS = 9;

    private PaymentEventMapper() {}

    static IncomingEvent map(PaymentEvent event, @Nullable String traceparent) {
        Payment payment = event.getPayment();
        int decimals = payment.getCurrencyDecimals();
        if (decimals < 0 || decimals > MOST_DECIMALS) {
            // An amount with a billion zeros would be written out before anybody saw that it is wrong.
            throw new IllegalArgumentException("no currency has " + decimals + " decimals");
        }
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

    /** @throws UnrecognizedValueException for a type of event that a newer release added */
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
