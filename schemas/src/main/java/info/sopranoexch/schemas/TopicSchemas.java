package info.sopranoexch.schemas;

import info.sopranoexch.schemas.avro.ApiKey;
import info.sopranoexch.schemas.avro.ApiRequest;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.WebhookEvent;
import java.util.Map;
import org.apache.avro.Schema;

/** Maps each topic to its record schema. A topic has exactly one. */
public final class TopicSchemas {
    public static final Map<String, Schema> BY_TOPIC = Map.of(
            Topics.PAYMENT_COMMANDS, PaymentCommand.getClassSchema(),
            Topics.PAYMENT_REPLIES, PaymentReply.getClassSchema(),
            Topics.PAYMENT_EVENTS, PaymentEvent.getClassSchema(),
            Topics.PROVIDER_COMMANDS, ProviderCommand.getClassSchema(),
            Topics.PROVIDER_EVENTS, ProviderEvent.getClassSchema(),
            Topics.WEBHOOK_EVENTS, WebhookEvent.getClassSchema(),
            Topics.API_REQUESTS, ApiRequest.getClassSchema(),
            Topics.DIRECTORY_MERCHANTS, Merchant.getClassSchema(),
            Topics.DIRECTORY_API_KEYS, ApiKey.getClassSchema());

    private TopicSchemas() {}
}
