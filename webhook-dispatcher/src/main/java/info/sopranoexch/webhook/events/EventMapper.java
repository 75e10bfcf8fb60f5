package info.sopranoexch.webhook.events;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.starter.api.PaymentResource;
import info.sopranoexch.starter.api.PublicUrlProperties;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Maps records of {@code payment.events.v1} to rows of the table {@code payment_event}. */
@Component
@EnableConfigurationProperties(PublicUrlProperties.class)
public class EventMapper {
    private static final byte[] PAYMENT = ",\"payment\":".getBytes(StandardCharsets.UTF_8);

    private final JsonMapper json;
    private final PublicUrlProperties urls;

    EventMapper(JsonMapper json, PublicUrlProperties urls) {
        this.json = json;
        this.urls = urls;
    }

    /**
     * @param type of the webhook
     * @param webhookBody a JSON object, which becomes the beginning of the event's data
     */
    public EventRecord map(PaymentEvent event, String type, byte[] webhookBody) {
        Payment payment = event.getPayment();
        return new EventRecord(
                payment.getAccountId(),
                payment.getPaymentId(),
                event.getVersion(),
                payment.getMerchantId(),
                event.getOccurredAt(),
                event.getEventId(),
                type,
                data(webhookBody, payment));
    }

    private byte[] data(byte[] webhookBody, Payment payment) {
        byte[] resource = json.writeValueAsBytes(PaymentResource.of(payment, urls.paymentUrl(payment.getPaymentId())));
        var data = new ByteArrayOutputStream(webhookBody.length + PAYMENT.length + resource.length);
        data.write(webhookBody, 0, webhookBody.length - 1);
        data.writeBytes(PAYMENT);
        data.writeBytes(resource);
        data.write('}');
        return data.toByteArray();
    }
}
