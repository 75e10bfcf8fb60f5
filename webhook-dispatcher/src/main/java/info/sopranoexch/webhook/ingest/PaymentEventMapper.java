package info.sopranoexch.webhook.ingest;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** From the topic's record to ours. */
final class PaymentEventMapper {
    private PaymentEventMapper() {}

    static IncomingEvent map(PaymentEvent event, @Nullable String traceparent) {
        Payment payment = event.getPayment();
        return new IncomingEvent(
                payment.getPaymentId(),
                event.getVersion(),
                payment.getMerchantId(),
                LocalDate.ofInstant(payment.getCreatedAt(), ZoneOffset.UTC).withDayOfMonth(1),
                payment.getStatus().toString(),
                event.getEventId(),
                WebhookBody.of(payment, event.getOccurredAt()),
                traceparent);
    }
}
