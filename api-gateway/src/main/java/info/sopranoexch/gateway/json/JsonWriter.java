package info.sopranoexch.gateway.json;

import info.sopranoexch.starter.validation.Timestamps;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one JSON object field by field. No reflection: this stands on the way of every payment. */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;

    private JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    /** The UTF-8 bytes of an object with the fields that {@code content} writes. */
    public static byte[] object(Consumer<JsonWriter> content) {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            content.accept(new JsonWriter(out));
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The UTF-8 bytes of an array of objects. */
    public static <T> byte[] array(Iterable<T> items, BiConsumer<JsonWriter, T> content) {
        var bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new JsonWriter(out).items(items, content);
        }
        return bytes.toByteArray();
    }

    public JsonWriter string(String name, @Nullable String value) {
        out.writeName(name);
        if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value);
        }
        return this;
    }

    public JsonWriter integer(String name, long value) {
        out.writeName(name);
        out.writeNumber(value);
        return this;
    }

    public JsonWriter nothing(String name) {
        return string(name, null);
    }

    /** A plain JSON number with as many decimals as {@code decimals}, never with an exponent: 1000.00. */
    public JsonWriter amount(String name, long minor, int decimals) {
        out.writeName(name);
        out.writeNumber(BigDecimal.valueOf(minor, decimals).toPlainString());
        return this;
    }

    public JsonWriter bool(String name, boolean value) {
        out.writeName(name);
        out.writeBoolean(value);
        return this;
    }

    /** ISO 8601 in UTC, always with milliseconds. */
    public JsonWriter time(String name, Instant value) {
        return string(name, Timestamps.format(value));
    }

    public JsonWriter strings(String name, Map<String, String> values) {
        out.writeName(name);
        out.writeStartObject();
        values.forEach(this::string);
        out.writeEndObject();
        return this;
    }

    public JsonWriter object(String name, Consumer<JsonWriter> content) {
        out.writeName(name);
        out.writeStartObject();
        content.accept(this);
        out.writeEndObject();
        return this;
    }

    public <T> JsonWriter objects(String name, Iterable<T> items, BiConsumer<JsonWriter, T> content) {
        out.writeName(name);
        items(items, content);
        return this;
    }

    private <T> void items(Iterable<T> items, BiConsumer<JsonWriter, T> content) {
        out.writeStartArray();
        for (T item : items) {
            out.writeStartObject();
            content.accept(this, item);
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
