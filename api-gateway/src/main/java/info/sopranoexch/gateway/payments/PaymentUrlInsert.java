package info.sopranoexch.gateway.payments;

import java.io.ByteArrayOutputStream;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Puts {@code payment_url} behind {@code status} into the payments of the payment service's JSON. All else is copied as it
 * stands, numbers character by character.
 */
final class PaymentUrlInsert {
    private static final JsonFactory FACTORY = new JsonFactory();

    private PaymentUrlInsert() {}

    /** @param depth where the payments are: 1 for the object itself, 2 for those in an array in it (arrays not counted) */
    static byte[] into(byte[] json, int depth, UnaryOperator<String> urls) {
        var bytes = new ByteArrayOutputStream(json.length + 256);
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json);
                JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            copy(in, out, depth, urls);
        }
        return bytes.toByteArray();
    }

    private static void copy(JsonParser in, JsonGenerator out, int depth, UnaryOperator<String> urls) {
        int level = 0;
        String paymentId = null;
        String name = null;
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            switch (token) {
                case START_OBJECT -> {
                    level++;
                    out.writeStartObject();
                }
                case END_OBJECT -> {
                    level--;
                    out.writeEndObject();
                }
                case START_ARRAY -> out.writeStartArray();
                case END_ARRAY -> out.writeEndArray();
                case PROPERTY_NAME -> {
                    name = in.currentName();
                    if (level == depth && name.equals("payment_url")) {
                        in.nextToken();
                        in.skipChildren();
                    } else {
                        out.writeName(name);
                    }
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(in.getString());
                default -> {
                    out.copyCurrentEvent(in);
                    if (level == depth) {
                        paymentId = "payment_id".equals(name) ? in.getString() : paymentId;
                        insert(out, name, paymentId, urls);
                    }
                }
            }
        }
    }

    private static void insert(
            JsonGenerator out, @Nullable String name, @Nullable String paymentId, UnaryOperator<String> urls) {
        if ("status".equals(name) && paymentId != null) {
            out.writeName("payment_url");
            out.writeString(urls.apply(paymentId));
        }
    }
}
