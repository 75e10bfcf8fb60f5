package info.sopranoexch.gateway.request;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.gateway.json.JsonValue.JsonNumber;
import info.sopranoexch.gateway.json.JsonValue.JsonObject;
import info.sopranoexch.gateway.json.JsonValue.JsonString;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.starter.validation.TextRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object and collects their errors, so that the caller learns of all of them at once. A field with
 * an error reads as null or 0 until {@link #check}. A field that was not read is unknown: it is an error too. Unlike the
 * services' {@link info.sopranoexch.starter.validation.Fields} it sees numbers as they were written.
 */
public final class Fields {
    /** A hostile body could otherwise make the answer larger than itself. */
    private static final int MAX_ERRORS = 20;

    private final JsonObject object;
    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    public Fields(JsonObject object) {
        this.object = object;
    }

    private @Nullable JsonValue get(String name) {
        known.add(name);
        return object.get(name);
    }

    /** An integer from {@code min} to {@code max}, written without decimals; 0 with an error if it is anything else. */
    public long requiredInteger(String name, long min, long max) {
        JsonValue value = get(name);
        if (value == null) {
            error(FieldErrors.required(name));
            return 0;
        }
        Long read = integer(name, value, min, max);
        return read == null ? 0 : read;
    }

    public @Nullable Long optionalInteger(String name, long min, long max) {
        JsonValue value = get(name);
        return value == null ? null : integer(name, value, min, max);
    }

    private @Nullable Long integer(String name, JsonValue value, long min, long max) {
        if (!(value instanceof JsonNumber(String text)) || !isInteger(text)) {
            error(FieldErrors.notAnInteger(name));
            return null;
        }
        // More than 18 digits and a sign: beyond any range, and not worth converting.
        long read = text.length() > 19 ? Long.MIN_VALUE : Long.parseLong(text);
        if (read < min || read > max) {
            error(FieldErrors.outOfRange(name, min, max));
            return null;
        }
        return read;
    }

    private static boolean isInteger(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && !(i == 0 && c == '-')) {
                return false;
            }
        }
        return true;
    }

    /** A text by the {@link TextRule}. */
    public @Nullable String optionalText(String name, int maxCodePoints) {
        JsonValue value = get(name);
        return value == null ? null : text(name, value, maxCodePoints);
    }

    private @Nullable String text(String name, JsonValue value, int maxCodePoints) {
        if (!(value instanceof JsonString(String text))) {
            error(FieldErrors.wrongType(name, "a string"));
            return null;
        }
        FieldError violation = TextRule.violation(name, text, maxCodePoints);
        if (violation != null) {
            error(violation);
            return null;
        }
        return text;
    }

    /** An object of strings; empty if absent. */
    public Map<String, String> optionalStrings(String name, int maxEntries, int maxKey, int maxValue) {
        JsonValue value = get(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof JsonObject(Map<String, JsonValue> entries))) {
            error(FieldErrors.wrongType(name, "an object of strings"));
            return Map.of();
        }
        if (entries.size() > maxEntries) {
            error(FieldErrors.tooMany(name, maxEntries, "entries"));
            return Map.of();
        }
        Map<String, String> strings = new LinkedHashMap<>();
        entries.forEach((key, item) -> {
            FieldError violation = TextRule.violation("A key of " + name, key, maxKey);
            if (violation != null) {
                error(new FieldError(name, "invalid_key", violation.message()));
                return;
            }
            String read = text(name + "." + key, item, maxValue);
            if (read != null) {
                strings.put(key, read);
            }
        });
        return strings;
    }

    /** The value as it was written; null if absent. */
    public @Nullable JsonValue raw(String name) {
        return get(name);
    }

    public void error(FieldError error) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(error);
        }
    }

    public void error(String name, String code, String message) {
        error(new FieldError(name, code, message));
    }

    /** @throws InvalidFieldsException if a field has an error or is unknown */
    public void check() {
        object.fields().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> error(FieldErrors.unknownField(name, known)));
        if (!errors.isEmpty()) {
            throw new InvalidFieldsException(errors);
        }
    }
}
